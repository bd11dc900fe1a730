/** A folder for what is unpacked and put together during one run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** By number, as a shell reports what a signal ended. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Gives the folder to `work`, and removes it after: also where it fails, or is interrupted. */
export async function withWorkFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tempo-gitops-'));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  const ends = Object.entries(SIGNALS).map(([signal, code]) => [signal as NodeJS.Signals, () => process.exit(code)] as const);
  process.once('exit', clean);
  for (const [signal, end] of ends) process.once(signal, end);
  try {
    return await work(folder);
  } finally {
    clean();
    process.removeListener('exit', clean);
    for (const [signal, end] of ends) process.removeListener(signal, end);
  }
}
