// Before `npm pack`: bundles all commands into one file, with the licenses of what it contains.
require('./node-version.js');
const fs = require('node:fs');
const path = require('node:path');
const { bundle, isInstalled } = require('./bundle.js');
const { PACKED, PROGRAM } = require('./packed.js');

const root = path.resolve(__dirname, '..');

/** The folder of the package that a file belongs to: `node_modules/zod`, `node_modules/a/node_modules/@b/c`. */
const packageOf = (file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)[0];

/** Name, version and license of a package, with the text of the license if the package has one. */
function licenseOf(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  const file = fs.readdirSync(path.join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? fs.readFileSync(path.join(root, folder, file), 'utf8').trim() : '';
  return `${name} ${version} (${license})\n\n${text}\n`;
}

const { code, files } = bundle(PROGRAM);
const packages = [...new Set(files.filter(isInstalled).map(packageOf))].sort();
const target = path.join(root, PACKED);
fs.mkdirSync(path.dirname(target), { recursive: true });
fs.writeFileSync(target, code);
fs.writeFileSync(path.join(path.dirname(target), 'LICENSES.txt'), packages.map(licenseOf).join(`\n${'-'.repeat(80)}\n\n`));
