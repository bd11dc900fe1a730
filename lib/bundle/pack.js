// Before `npm pack`: bundles all commands into one file, and the senders of smoke into another, with the licenses of what they contain.
require('../node-version.js');
const fs = require('node:fs');
const path = require('node:path');
const { bundle, isInstalled } = require('./bundle.js');
const { PACKED, PACKED_SENDERS, PROGRAM, SENDERS } = require('./packed.js');
const { asFunction } = require('./prepared-build.js');

const root = path.resolve(__dirname, '../..');

/** The folder of the package that a file belongs to: `node_modules/zod`, `node_modules/a/node_modules/@b/c`. */
const packageOf = (file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)[0];

/** `zod 4.6.7 (MIT)`, and the text of the license if the package has one. */
function licenseOf(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(path.join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
  return { title: `${name} ${version} (${license})`, text: file ? fs.readFileSync(path.join(root, folder, file), 'utf8').trim() : '' };
}

/** Packages with the same text follow each other, before it. */
function licensesOf(folders) {
  const titles = new Map();
  for (const { title, text } of folders.map(licenseOf)) titles.set(text, [...(titles.get(text) || []), title]);
  return [...titles].map(([text, of]) => `${of.join('\n')}\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`);
}

const bundles = [
  [PACKED, bundle(PROGRAM)],
  [PACKED_SENDERS, bundle(SENDERS)],
];
const packages = [...new Set(bundles.flatMap(([, { files }]) => files.filter(isInstalled).map(packageOf)))].sort();
const folder = path.join(root, path.dirname(PACKED));
fs.mkdirSync(folder, { recursive: true });
for (const [target, { code }] of bundles) fs.writeFileSync(path.join(root, target), target === PACKED ? asFunction(code) : code);
fs.writeFileSync(path.join(folder, 'LICENSES.txt'), licensesOf(packages));
