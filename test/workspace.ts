/** The commands as a user runs them: as processes, in a folder that is not this repository. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { listFiles } from '../lib/output/compare';
import { readTestFile } from './synthesis';

export const ROOT = path.resolve(__dirname, '..');

/** A folder for each test, with the seed's cluster as clusters/home.yaml and its output. */
export class Workspace {
  folder = '';
  private synthesized = '';

  /** Makes the folders of the tests of this file. */
  constructor() {
    beforeAll(() => {
      this.folder = mkdtempSync(path.join(os.tmpdir(), 'commands-'));
      this.write('clusters/home.yaml', readTestFile('clusters/seed.yaml'));
      this.run('main.ts');
      this.synthesized = this.folder;
    });
    beforeEach(() => {
      this.folder = mkdtempSync(path.join(os.tmpdir(), 'commands-'));
      cpSync(this.synthesized, this.folder, { recursive: true });
    });
    afterEach(() => rmSync(this.folder, { recursive: true }));
    afterAll(() => rmSync(this.synthesized, { recursive: true }));
  }

  /** Runs a program of this repository as `npm run` does. @param below a folder in it. @default itself */
  run(program: string, args: readonly string[] = [], environment: Record<string, string> = {}, below = '.') {
    const { MINIO_ACCESS_KEY_ID: _, MINIO_SECRET_ACCESS_KEY: __, CDK8S_OUTDIR: ___, ...inherited } = process.env;
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'lib/launch.js'), program, ...args], {
      cwd: path.join(this.folder, below),
      encoding: 'utf8',
      env: { ...inherited, ...environment },
    });
    return { status, stdout, stderr };
  }

  /** Runs git in it. */
  git(...args: string[]): void {
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: this.folder, stdio: 'pipe' });
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true });
    writeFileSync(path.join(this.folder, file), text);
  }

  /** Every file of a folder of it: path to text. */
  contentOf(name: string): Record<string, string> {
    const folder = path.join(this.folder, name);
    return Object.fromEntries(listFiles(folder).map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
  }
}
