// Runs a TypeScript program of this project from a prepared build: `node lib/launch.js main.ts [ARGUMENT...]`.
//
// The build is one bundled file plus V8's code cache for it, in build/, keyed by a hash of the program's sources, the lock file,
// the installed packages, the Node.js version and the platform: it is rebuilt only when one of them changes.
// Without it, loading takes four fifths of a program's time, not counting the start of Node.js.
require('./node-version.js');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const root = path.resolve(__dirname, '..');
const buildFolder = path.join(root, 'build');
const settings = ['tsconfig.json', 'package.json', 'package-lock.json', 'node_modules/.package-lock.json', 'lib/launch.js'];

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

/** The program's code, and the sources that it is made of, without the installed packages, which the lock file stands for. */
function bundle(entry) {
  const { buildSync } = require('esbuild');
  const result = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    legalComments: 'none',
    // A smaller file loads faster. Names are kept for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'error',
    metafile: true,
  });
  const inputs = Object.keys(result.metafile.inputs).filter((file) => !/(^|\/)node_modules\//.test(file));
  return { code: result.outputFiles[0].text, inputs: inputs.sort() };
}

/** Each file of build/ starts with its length in this number of bytes: a full disk may truncate a file. */
const LENGTH_SIZE = 8;

/** Writes a file of build/ completely or not at all. In a read-only checkout it does nothing, and runs are slower. */
function keep(name, content) {
  const file = path.join(buildFolder, name);
  const unfinished = `${file}.${process.pid}`;
  const length = Buffer.alloc(LENGTH_SIZE);
  length.writeBigUInt64LE(BigInt(content.length));
  try {
    fs.mkdirSync(buildFolder, { recursive: true });
    fs.writeFileSync(unfinished, Buffer.concat([length, content]));
    fs.renameSync(unfinished, file);
  } catch {
    remove(unfinished);
  }
}

/** The content that `keep` wrote; undefined if it is missing or damaged. */
function read(name) {
  try {
    const kept = fs.readFileSync(path.join(buildFolder, name));
    return kept.readBigUInt64LE() === BigInt(kept.length - LENGTH_SIZE) ? kept.subarray(LENGTH_SIZE) : undefined;
  } catch {
    return undefined;
  }
}

function remove(file) {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // a read-only checkout
  }
}

function namesIn(folder) {
  try {
    return fs.readdirSync(folder);
  } catch {
    return []; // it could not be created
  }
}

/** Whether `keep` of a killed process left the file. */
function isAbandoned(file) {
  const [, pid] = (/\.(\d{2,})$/.exec(file) || []).map(Number);
  try {
    return pid > 0 && pid !== process.pid && !process.kill(pid, 0);
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Removes the builds of the same program from earlier sources, and what killed processes left. */
function removeOlder(name, currentKey) {
  for (const file of namesIn(buildFolder)) {
    if ((file.startsWith(`${name}-`) && !file.startsWith(`${name}-${currentKey}.`)) || isAbandoned(file))
      remove(path.join(buildFolder, file));
  }
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
  const { code, inputs } = bundle(entry);
  const freshKey = keyOf(inputs);
  keep(inputsFile, Buffer.from(inputs.join('\n'), 'utf8'));
  keep(`${name}-${freshKey}.js`, Buffer.from(code, 'utf8'));
  removeOlder(name, freshKey);
  return { key: freshKey, code };
}

/** How much of a program a run uses: see lib/command-line/memory.ts. */
const DEPTHS = [0, 1, 2];

function launch(entry) {
  const name = path.basename(entry, '.ts');
  const { key: currentKey, code } = programOf(entry, name);
  // A cache for each depth: a run with nothing to compute does not use most of the program, so its cache lacks those functions.
  const caches = DEPTHS.map((depth) => `${name}-${currentKey}.${depth}.cache`);
  const contents = caches.map((cache) => read(cache));
  const known = Math.max(...contents.map((content, depth) => (content === undefined ? -1 : depth)));
  const cachedData = contents[known];
  // `preparedBuild` is for lib/command-line/memory.ts, which declares it.
  const script = new vm.Script(`(function (exports, require, module, __filename, __dirname, preparedBuild) {${code}\n})`, {
    filename: path.join(buildFolder, `${name}-${currentKey}.js`),
    cachedData,
  });
  const main = { exports: {} };
  const preparedBuild = { key: currentKey, read, keep, depth: 0 };
  const requireFromRoot = createRequire(path.join(root, entry));
  requireFromRoot.main = main;
  process.argv.splice(1, 2, path.join(root, entry));
  process.on('exit', () => {
    // After the run, so that the cache contains the functions that were used.
    const isUsable = cachedData !== undefined && !script.cachedDataRejected;
    const { depth } = preparedBuild;
    if (!isUsable || depth > known) keep(caches[depth], script.createCachedData());
  });
  script.runInThisContext()(main.exports, requireFromRoot, main, path.join(root, entry), root, preparedBuild);
}

launch(process.argv[2]);
