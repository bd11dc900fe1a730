/** A repository with an output in which objects changed since its last commit. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @param folder a new folder
 * @param objects the number of changed objects besides the stack itself
 * @returns the arguments of a diff that renders nothing
 */
export function changedRepository(folder: string, objects: number, clusterFile: string): readonly string[] {
  const [clusters, out] = [path.join(folder, 'clusters'), path.join(folder, 'dist')];
  const where = ['--clusters', clusters, '--out', out];
  mkdirSync(clusters, { recursive: true });
  copyFileSync(clusterFile, path.join(clusters, 'bench.yaml'));
  execFileSync(process.execPath, ['lib/launch.js', 'main.ts', ...where], { stdio: 'ignore' });
  const file = path.join(out, 'bench/tempo.k8s.yaml');
  const stack = readFileSync(file, 'utf8');
  const write = (state: string) => {
    writeFileSync(file, stack);
    for (let count = 0; count < objects; count++) appendFileSync(file, configMap(count, state));
  };
  write('before');
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org'];
  for (const command of [['init'], ['add', '.'], ['commit', '--message', 'before']])
    execFileSync('git', ['-C', folder, ...identity, ...command], { stdio: 'ignore' });
  write('after');
  return ['lib/launch.js', 'commands/diff.ts', '--no-render', ...where];
}

const configMap = (count: number, state: string): string => `---
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-${count}
  namespace: tracing
data:
  state: ${state}
  settings.yaml: |
    server: { port: 3200 }
    state: ${state}
`;
