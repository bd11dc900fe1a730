// For packages that load node:child_process at once, and rarely use it: in a bundle, this file takes its place.
const functions = ['execFileSync', 'spawnSync'];

for (const name of functions) exports[name] = (...args) => require('node:child_process')[name](...args);
