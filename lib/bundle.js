// Bundles a TypeScript program of this project with the packages that it uses. Node.js 12 must be able to parse this file.
const path = require('node:path');

const root = path.resolve(__dirname, '..');

/**
 * @param entry the program, relative to the root
 * @returns its code as one script, and the files that it is made of, relative to the root, with `/`
 */
exports.bundle = function bundle(entry) {
  const { buildSync } = require('esbuild');
  const result = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // It finds its own binary beside its code.
    external: ['esbuild'],
    legalComments: 'none',
    // A smaller file loads faster. Names are kept for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    logLevel: 'error',
    metafile: true,
  });
  return { code: result.outputFiles[0].text, files: Object.keys(result.metafile.inputs).sort() };
};

/** Whether a file of a bundle belongs to an installed package. */
exports.isInstalled = (file) => /(^|\/)node_modules\//.test(file);
