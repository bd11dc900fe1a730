/** The program with all commands, and its bundle in the package. Both are relative to the root. */
exports.PROGRAM = 'commands/tempo-gitops.ts';
exports.PACKED = 'build/package/tempo-gitops.js';

/** What only `smoke` needs, in a bundle of its own: the main one would be a third larger, and is read by every command. */
exports.SENDERS = 'smoke/send/senders.ts';
exports.PACKED_SENDERS = 'build/package/senders.js';
