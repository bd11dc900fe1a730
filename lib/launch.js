// Runs a TypeScript program of this project from a prepared build: `node lib/launch.js main.ts [ARGUMENT...]`.
//
// The build is one bundled file plus V8's code cache for it, in build/, keyed by a hash of the program's sources, the lock file,
// the installed packages, the Node.js version and the platform: it is rebuilt only when one of them changes. As in git, the size and the
// times of the files tell whether they must be read again.
require('./node-version.js');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { keep, read, removeOlder, root } = require('./bundle/build-folder.js');
const { asFunction, prepareEngine, runProgram } = require('./bundle/prepared-build.js');

const settings = [
  ...['tsconfig.json', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json'],
  ...[
    'lib/launch.js',
    'lib/bundle/bundle.js',
    'lib/bundle/packed.js',
    'lib/bundle/fast-copies.js',
    'lib/bundle/fast-modules.js',
    'lib/bundle/build-folder.js',
    'lib/bundle/prepared-build.js',
  ],
];

/** The number of hexadecimal digits of a build's key. */
const KEY_LENGTH = 16;

/**
 * The build's key.
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
  return hash.digest('hex').slice(0, KEY_LENGTH);
}

/** A file that has changed this shortly before it was read may change again without a new time. In milliseconds. */
const RACY = 2000;

const MAY_LACK = { throwIfNoEntry: false };

/** How many numbers the state has of each file. */
const NUMBERS = 4;

/**
 * The sizes and times of the files that the key depends on, and the Node.js that runs: as bytes, which are compared at each start.
 * @param inputs the sources of the program
 * @returns undefined if one has just changed, so that nothing can be concluded from its time
 */
function stateOf(inputs) {
  const newest = Date.now() - RACY;
  const files = [...settings, ...inputs];
  const numbers = new Float64Array(files.length * NUMBERS);
  let place = 0;
  for (const file of files) {
    const found = fs.statSync(`${root}/${file}`, MAY_LACK);
    if (found && found.ctimeMs > newest) return undefined;
    if (found) numbers.set([found.ino, found.size, found.mtimeMs, found.ctimeMs], place);
    place += NUMBERS;
  }
  return Buffer.concat([Buffer.from(`${process.version} ${process.platform} ${process.arch}\n`), Buffer.from(numbers.buffer)]);
}

const isSame = (state, other) => state !== undefined && other !== undefined && Buffer.compare(state, other) === 0;

/** The key of the current sources. @param inputs what the last build was made of, one path each line */
function currentKey(name, inputs) {
  const files = inputs.split('\n');
  const state = stateOf(files);
  const known = read(`${name}.state`) || Buffer.alloc(0);
  if (isSame(state, known.subarray(KEY_LENGTH))) return known.toString('latin1', 0, KEY_LENGTH);
  const key = keyOf(files);
  // A file that has changed in between has another time now.
  if (isSame(state, stateOf(files))) keep(`${name}.state`, Buffer.concat([Buffer.from(key), state]));
  return key;
}

/** The bundled program and its key. As UTF-8: esbuild escapes characters that are not ASCII, except in tagged templates. */
function programOf(entry, name) {
  const inputsFile = `${name}.inputs`;
  const known = read(inputsFile);
  if (known !== undefined) {
    const key = currentKey(name, known.toString('utf8'));
    const kept = read(`${name}-${key}.js`);
    if (kept !== undefined) return { key, code: kept.toString('utf8') };
  }
  const { bundle, isInstalled } = require('./bundle/bundle.js');
  const { code: bundled, files } = bundle(entry);
  const code = asFunction(bundled);
  // The lock file stands for the installed packages.
  const inputs = files.filter((file) => !isInstalled(file));
  const freshKey = keyOf(inputs);
  keep(inputsFile, Buffer.from(inputs.join('\n'), 'utf8'));
  keep(`${name}-${freshKey}.js`, Buffer.from(code, 'utf8'));
  removeOlder(name, freshKey);
  return { key: freshKey, code };
}

/** The name of its files in build/: that of `commands/check.ts` is `commands-check`. */
const nameOf = (entry) => path.normalize(entry).replace(/\.ts$/, '').replace(/[\\/]/g, '-');

function launch(entry) {
  prepareEngine();
  const name = nameOf(entry);
  process.argv.splice(1, 2, path.join(root, entry));
  runProgram({ ...programOf(entry, name), entry, name });
}

launch(process.argv[2]);
