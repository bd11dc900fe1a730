// Bundles a TypeScript program of this project with the packages that it uses. Node.js 12 must be able to parse this file.
const path = require('node:path');
const { withFastCopies } = require('./fast-copies.js');
const { withFastModules } = require('./fast-modules.js');
const { PROGRAM, SENDERS } = require('./packed.js');

const root = path.resolve(__dirname, '../..');

/** The name by which smoke imports the senders: see `imports` in package.json. */
const SENDERS_IMPORT = '#senders';

/** What @grpc/grpc-js requires only for a server of its own statistics. */
const UNUSED = '@grpc/proto-loader';

/**
 * What cdk8s loads at once, for charts of Helm and for files of YAML, which no program here makes by it: together a tenth of a start. It
 * brings a copy of yaml along, of the same release.
 */
const ON_DEMAND = { child_process: './lib/bundle/child-process-on-demand.js', yaml: './lib/bundle/yaml-on-demand.js' };

/** In the package they have a bundle of their own; elsewhere they are a part of the program. */
function withSenders(entry) {
  if (entry === PROGRAM) return { external: ['esbuild', SENDERS_IMPORT], alias: ON_DEMAND };
  return { external: ['esbuild', UNUSED], alias: { ...ON_DEMAND, [SENDERS_IMPORT]: `./${SENDERS}` } };
}

/** Ends the program with what to do in a clone whose packages are not installed. */
function loadEsbuild() {
  try {
    return require('esbuild');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    process.stderr.write('the packages of tempo-gitops are not installed; run `npm ci`\n');
    process.exit(1);
  }
}

/**
 * @param entry the program, relative to the root
 * @returns its code as one script, and the files that it is made of, relative to the root, with `/`
 */
exports.bundle = function bundle(entry) {
  const { buildSync } = loadEsbuild();
  const result = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // esbuild is external because it finds its own binary beside its code.
    ...withSenders(entry),
    // Modules leave out what is not used, which is most of the packages of OpenTelemetry.
    ...(entry === SENDERS && { mainFields: ['module', 'main'] }),
    // A script of node:vm has only `require`. Spread and rest become calls of helpers, which `withFastCopies` replaces.
    supported: { 'dynamic-import': false, 'object-rest-spread': false },
    legalComments: 'none',
    // A smaller file loads faster. Stack traces have lines and columns, but no names of functions.
    minify: true,
    logLevel: 'error',
    metafile: true,
  });
  return { code: withFastModules(withFastCopies(result.outputFiles[0].text)), files: Object.keys(result.metafile.inputs).sort() };
};

/** Whether a file of a bundle belongs to an installed package. */
exports.isInstalled = (file) => /(^|\/)node_modules\//.test(file);
