/** The program with all commands, and its bundle in the package. Both are relative to the root. */
exports.PROGRAM = 'commands/tempo-gitops.ts';
exports.PACKED = 'build/package/tempo-gitops.js';
