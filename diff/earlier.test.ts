import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Workspace } from '../test/workspace';
import { clustersAt } from './earlier';

const at = new Workspace();
const start = process.cwd();
afterEach(() => process.chdir(start));

test('a cluster file at a commit is read with the base that it had then', () => {
  at.write('base/all.yaml', 'gitops: { repoURL: "https://git.example.org/tracing.git", argocd: 3.5 }\n');
  at.write('base/prod.yaml', 'extends: all.yaml\ntempo:\n  chart: 2.26.2\n  receivers: [otlp-grpc]\n  credentials: { existing: {} }\n');
  at.write(
    'clusters/home.yaml',
    'extends: ../base/prod.yaml\ndomain: home.example.org\ntempo: { storage: { bucket: traces, endpoint: s3.example.org } }\n',
  );
  rmSync(path.join(at.folder, 'dist'), { recursive: true });
  expect(at.run('main.ts').status).toBe(0);
  at.git('init', '--quiet');
  at.git('add', 'base', 'clusters', 'dist');
  at.git('commit', '--quiet', '-m', 'before');
  at.write('base/prod.yaml', 'tempo: {}\n');
  process.chdir(at.folder);
  const folder = path.join(at.folder, 'earlier');
  mkdirSync(folder);

  const [earlier, ...others] = clustersAt({ clusters: 'clusters', out: 'dist', ref: 'HEAD', folder, environment: {} });

  expect(others).toEqual([]);
  expect(earlier?.output?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(earlier?.output?.requirements).toContain('the S3 server s3.example.org');
});
