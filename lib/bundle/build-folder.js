// The files of build/, which keeps prepared builds and results of earlier runs. Node.js 12 must be able to parse this file.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

const root = path.resolve(__dirname, '../..');
const buildFolder = path.join(root, 'build');

/**
 * Each file that `keep` writes starts with the checksum of the rest, in this number of bytes: with a damaged cache, V8 aborts at each start.
 * And it copies one whose place in memory is no multiple of 8.
 */
const CHECKSUM_SIZE = 8;

/** CRC-32, which Node.js has since 20.15 and computes in a third of the time, or a part of a hash. */
function checksumOf(content) {
  const checksum = Buffer.alloc(CHECKSUM_SIZE);
  if (zlib.crc32) checksum.writeUInt32LE(zlib.crc32(content));
  else createHash('sha256').update(content).digest().copy(checksum);
  return checksum;
}

/** Writes a file of build/ completely or not at all. @returns false in a read-only checkout, in which runs are slower */
function keep(name, content) {
  const file = path.join(buildFolder, name);
  const unfinished = `${file}.${process.pid}`;
  try {
    if (!fs.existsSync(buildFolder)) fs.mkdirSync(buildFolder, { recursive: true });
    fs.writeFileSync(unfinished, Buffer.concat([checksumOf(content), content]));
    fs.renameSync(unfinished, file);
    return true;
  } catch {
    remove(unfinished);
    return false;
  }
}

/** The content that `keep` wrote; undefined if it is missing or damaged. */
function read(name) {
  try {
    const kept = fs.readFileSync(path.join(buildFolder, name));
    const content = kept.subarray(CHECKSUM_SIZE);
    return checksumOf(content).equals(kept.subarray(0, CHECKSUM_SIZE)) ? content : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Appends to a file whose damage does not matter. It is cheap, unlike `keep`: ext4 writes a file that replaces another one to the disk at
 * once.
 */
function append(name, text) {
  try {
    fs.appendFileSync(path.join(buildFolder, name), text);
  } catch {
    // a read-only checkout
  }
}

/** What `append` has added; empty if nothing. */
function readAppended(name) {
  try {
    return fs.readFileSync(path.join(buildFolder, name), 'latin1');
  } catch {
    return '';
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

/** Whether the file is of a build of this program, and not of another one whose name begins with this name. */
const isOf = (name, file) => file.startsWith(name) && /^-[0-9a-f]{16}\./.test(file.slice(name.length));

/** Removes the builds of the same program from earlier sources, and what killed processes left. */
function removeOlder(name, currentKey) {
  for (const file of namesIn(buildFolder)) {
    if ((isOf(name, file) && !file.startsWith(`${name}-${currentKey}.`)) || isAbandoned(file)) remove(path.join(buildFolder, file));
  }
}

module.exports = { append, buildFolder, keep, read, readAppended, remove, removeOlder, root };
