import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { imageFor } from './images';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'images-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A program that prints this version. */
function program(name: string, version = ''): void {
  writeFileSync(path.join(folder, name), `#!/bin/sh\necho 'Version: ${version}'\n`);
  chmodSync(path.join(folder, name), 0o755);
}

function found(image: string, exact: readonly string[] = []): string | undefined {
  const result = imageFor(image, { exact, environment: { LIVE_BIN: folder } });
  return 'missing' in result ? result.missing : path.basename(result.binary ?? '');
}

test('takes the binary with the longest version', () => {
  for (const name of ['traefik', 'traefik-2', 'traefik-2.11']) program(name);
  expect(found('docker.io/traefik:v2.11.2@sha256:00')).toBe('traefik-2.11');
  expect(found('traefik:v3.1.0')).toBe('traefik');
});

test('refuses a binary that says that it is of another major version', () => {
  program('traefik', '2.11.2');
  expect(found('registry:5000/traefik:v2.1.0')).toBe('traefik');
  expect(found('registry:5000/traefik:v3.1.0')).toBe('registry:5000/traefik:v3.1.0 (traefik-3.1.0, traefik-3.1, traefik-3 or traefik)');
});

test('takes no other version where only one will do', () => {
  program('tempo-2');
  expect(found('grafana/tempo:2.10.5')).toBe('tempo-2');
  expect(found('grafana/tempo:2.10.5', ['tempo'])).toBe('grafana/tempo:2.10.5 (tempo-2.10.5)');
});

test('knows a stand-in for the demo', () => {
  expect(imageFor('ghcr.io/buoyantio/emojivoto-web:v11', { environment: {} })).toMatchObject({
    script: expect.stringMatching(/emojivoto\.cjs$/),
  });
  program('emojivoto-web');
  expect(found('ghcr.io/buoyantio/emojivoto-web:v11')).toBe('emojivoto-web');
});
