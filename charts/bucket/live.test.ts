/** Runs the commands of both Jobs against a real server, where its program and the client are on PATH or in LIVE_BIN. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { script } from '../minio/script';
import { ADMIN_KEYS, bucketScript } from './rclone';
import { POLICY_FILE, policy } from './s3-bucket';

const FOLDERS = [process.env.LIVE_BIN ?? '', ...(process.env.PATH ?? '').split(path.delimiter)].filter(Boolean);
const programNamed = (name: string) => FOLDERS.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
const live = (title: string, client: string, run: () => void) => {
  const missing = ['minio', client].filter((name) => programNamed(name) === undefined);
  if (missing.length > 0) test.skip(`${title}: did not run, because ${missing.join(' and ')} are not on PATH or in LIVE_BIN`, run);
  else test(title, run);
};

const folder = mkdtempSync(path.join(os.tmpdir(), 'live-bucket-'));
const ADMIN = ['live-admin', 'live-admin-secret'] as const;
let server: ChildProcess | undefined;
let endpoint = '';

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

beforeAll(async () => {
  const program = programNamed('minio');
  if (program === undefined) return;
  endpoint = `127.0.0.1:${await freePort()}`;
  const environment = { MINIO_ROOT_USER: ADMIN[0], MINIO_ROOT_PASSWORD: ADMIN[1], HOME: folder, PATH: process.env.PATH };
  server = spawn(program, ['server', path.join(folder, 'data'), '--address', endpoint], { env: environment, stdio: 'ignore' });
  write('admin/rootUser', ADMIN[0]);
  write('admin/rootPassword', ADMIN[1]);
  write('admin/accessKeyId', ADMIN[0]);
  write('admin/secretAccessKey', ADMIN[1]);
  write('tempo/ID', 'live-tempo');
  write('tempo/KEY', 'live-tempo-secret');
});

afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

/** Runs a script with the folders of its Job in a temporary one. It waits for the server by itself. */
function run(text: string): void {
  const placed = text.replaceAll(/ \/(admin|tempo|bootstrap|scratch)\//g, ` ${folder}/$1/`);
  const environment = { PATH: FOLDERS.join(path.delimiter), HOME: folder };
  execFileSync('sh', ['-c', placed], { env: environment, stdio: 'pipe', timeout: 100_000 });
}

const isCreated = (name: string) => existsSync(path.join(folder, 'data', name));

live('rclone creates the bucket on MinIO, and again', 'rclone', () => {
  const text = bucketScript({ name: 'plain', endpoint, insecure: true }, ADMIN_KEYS);
  run(text);
  run(text);
  expect(isCreated('plain')).toBe(true);
});

live('mc creates bucket, user and policy on MinIO, and again', 'mc', () => {
  const bucket = { name: 'traces', endpoint, insecure: true };
  write(`bootstrap/${POLICY_FILE}`, JSON.stringify(policy(bucket)));
  const text = script(bucket, { keys: { accessKeyId: 'ID', secretAccessKey: 'KEY' } });
  run(text);
  run(text);
  expect(isCreated('traces')).toBe(true);
});
