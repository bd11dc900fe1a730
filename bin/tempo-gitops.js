#!/usr/bin/env node
// The command of the installed package: `tempo-gitops COMMAND [ARGUMENT...]`. Its program was bundled by lib/bundle/pack.js.
require('../lib/node-version.js');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { removeOlder, root } = require('../lib/bundle/build-folder.js');
const { PACKED, PROGRAM } = require('../lib/bundle/packed.js');
const { prepareEngine, runProgram } = require('../lib/bundle/prepared-build.js');

/** A clone has no bundle: it runs the commands from its sources. */
function readPacked() {
  try {
    return fs.readFileSync(path.join(root, PACKED), 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    const run = 'in a clone, run `npm ci && npm run synth`, or another command of README.md';
    process.stderr.write(`${PACKED} does not exist; ${run}; \`npm pack\` makes a package with tempo-gitops\n`);
    process.exit(1);
  }
}

prepareEngine();
const code = readPacked();
const key = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}\0${code}`).digest('hex').slice(0, 16);
const [, , command = ''] = process.argv;
const name = /^[a-z]+$/.test(command) ? command : 'help';
removeOlder(name, key);
runProgram({ code, entry: PROGRAM, key, name });
