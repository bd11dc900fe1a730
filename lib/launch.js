// Runs a TypeScript program of this project from a prepared build: `node lib/launch.js main.ts [ARGUMENT...]`.
//
// The build is one bundled file plus V8's code cache for it, in build/, keyed by a hash of the program's sources, the lock file,
// the installed packages, the Node.js version and the platform: it is rebuilt only when one of them changes.
require('./node-version.js');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { keep, read, removeOlder, root, runProgram } = require('./prepared-build.js');

const settings = [
  ...['tsconfig.json', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json'],
  ...['lib/launch.js', 'lib/bundle.js', 'lib/prepared-build.js'],
];

/**
 * The build's key: 16 hexadecimal digits.
 * @param inputs the sources of the program; a file that does not exist counts as empty
 */
function keyOf(inputs) {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
  for (const file of [...settings, ...inputs]) {
    hash.update(`\0${file}\0`);
    try {
      hash.update(fs.readFileSync(path.join(root, file)));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The bundled program and its key. As UTF-8: esbuild escapes characters that are not ASCII, except in tagged templates. */
function programOf(entry, name) {
  const inputsFile = `${name}.inputs`;
  const known = read(inputsFile);
  if (known !== undefined) {
    const key = keyOf(known.toString('utf8').split('\n'));
    const kept = read(`${name}-${key}.js`);
    if (kept !== undefined) return { key, code: kept.toString('utf8') };
  }
  const { bundle, isInstalled } = require('./bundle.js');
  const { code, files } = bundle(entry);
  // The lock file stands for the installed packages.
  const inputs = files.filter((file) => !isInstalled(file));
  const freshKey = keyOf(inputs);
  keep(inputsFile, Buffer.from(inputs.join('\n'), 'utf8'));
  keep(`${name}-${freshKey}.js`, Buffer.from(code, 'utf8'));
  removeOlder(name, freshKey);
  return { key: freshKey, code };
}

function launch(entry) {
  const name = path.basename(entry, '.ts');
  process.argv.splice(1, 2, path.join(root, entry));
  runProgram({ ...programOf(entry, name), entry, name });
}

launch(process.argv[2]);
