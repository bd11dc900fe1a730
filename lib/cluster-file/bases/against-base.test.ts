import { synthesize } from '../../../synthesis/synthesize';
import { inTemporaryFolder, write } from '../../../test/temporary-folder';
import { lineOf } from '../../findings/sentence';
import { readSources } from '../sources';

inTemporaryFolder();

const BASE = `domain: example.org
gitops: { repoURL: "https://git.example.org/tracing.git", cluster: lab }
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc]
  storage: { bucket: traces, endpoint: s3.example.org }
  credentials: { existing: {} }
`;

function errors(own: string, base = BASE) {
  write('base/prod.yaml', base);
  write('clusters/lab.yaml', `extends: ../base/prod.yaml\n${own}`);
  const { findings } = synthesize(readSources('clusters', []), {});
  return findings.filter(({ severity }) => severity === 'error').map(lineOf);
}

test.each([
  [
    'tempo: { monolithic: 2.2.4 }',
    '2:10 tempo.monolithic: cannot be used together with chart (line 4 of base/prod.yaml); write chart: null beside it, which removes that of the base, or remove it',
    'tempo: { monolithic: 2.2.4, chart: null }',
  ],
  [
    'tempo: { storage: { gcs: { bucket: traces } }, credentials: { existing: {} } }',
    '2:21 tempo.storage.gcs: cannot be used together with bucket (line 6 of base/prod.yaml); write bucket: null and endpoint: null beside it, which remove those of the base, or remove it',
    'tempo: { storage: { gcs: { bucket: traces }, bucket: null, endpoint: null } }',
  ],
  [
    'gitops: { server: "https://10.0.0.1:6443" }',
    '2:11 gitops.server: cannot be used together with cluster (line 2 of base/prod.yaml); write cluster: null beside it, which removes that of the base, or remove it',
    'gitops: { server: "https://10.0.0.1:6443", cluster: null }',
  ],
  [
    'minio: { bundled: { existingSecret: root } }',
    '2:10 minio.bundled: cannot be used together with tempo.storage (line 6 of base/prod.yaml); set tempo.storage: null, which removes that of the base, or remove it',
    'minio: { bundled: { existingSecret: root } }\ntempo: { storage: null, credentials: null }',
  ],
  [
    'tempo: { storage: { local: {}, bucket: null, endpoint: null } }',
    '2:21 tempo.storage.local: cannot be used together with tempo.credentials (line 7 of base/prod.yaml); set tempo.credentials: null, which removes that of the base, or remove it',
    'tempo: { storage: { local: {}, bucket: null, endpoint: null }, credentials: null }',
  ],
])('a key that excludes one of a base is told with the null that removes it: %s', (own, error, corrected) => {
  expect(errors(own)[0]).toBe(`clusters/lab.yaml:${error}`);
  expect(errors(corrected).join('\n')).not.toContain('cannot be used together');
});

test('a map that needs the key of a base is to be removed as a whole', () => {
  const base = BASE.replace(/^ {2}(storage|credentials): .*\n/gm, '').concat('minio: { bundled: { existingSecret: root } }\n');
  const own = 'tempo: { storage: { bucket: traces, endpoint: s3.example.org }, credentials: { existing: {} } }\n';
  const fix = 'set minio: null, which removes that of the base, or remove it';

  expect(errors(own, base)).toEqual([
    `clusters/lab.yaml:2:10 tempo.storage: cannot be used together with minio.bundled (line 6 of base/prod.yaml); ${fix}`,
    `clusters/lab.yaml:2:65 tempo.credentials: cannot be used together with minio.bundled (line 6 of base/prod.yaml); ${fix}`,
  ]);
  expect(errors(`${own}minio: null\n`, base)).toEqual([]);
});

test('two keys of one file stay as they are told there', () => {
  expect(errors('metadata: {}\n', BASE.replace('chart: 2.26.2', 'chart: 2.26.2\n  monolithic: 2.2.4'))).toEqual([
    'base/prod.yaml:5:3 tempo.monolithic: cannot be used together with chart; remove one of them',
  ]);
});

describe('two keys of different bases', () => {
  const told = (stage: string, extended = '[../base/prod.yaml, ../base/stage.yaml]') => {
    write('base/stage.yaml', stage);
    write('base/prod.yaml', BASE);
    write('clusters/lab.yaml', `extends: ${extended}\n`);
    const { findings } = synthesize(readSources('clusters', []), {});
    return findings.filter(({ severity }) => severity === 'error').map(lineOf);
  };

  test.each([
    [
      'tempo: { monolithic: 2.2.4 }\n',
      '1:10 tempo.monolithic: cannot be used together with chart (line 4 of base/prod.yaml); write chart: null',
    ],
    [
      'tempo: { storage: { gcs: { bucket: traces } } }\n',
      '1:21 tempo.storage.gcs: cannot be used together with bucket (line 6 of base/prod.yaml); write bucket: null and endpoint: null',
    ],
    [
      'minio: { bundled: { existingSecret: root } }\n',
      '1:10 minio.bundled: cannot be used together with tempo.storage (line 6 of base/prod.yaml); set tempo.storage: null',
    ],
  ])('are told at the higher one: %s', (stage, error) => {
    expect(told(stage)[0]).toContain(`base/stage.yaml:${error}`);
    expect(told(`extends: prod.yaml\n${stage}`, '../base/stage.yaml')[0]).toContain(`base/stage.yaml:${error.replace(/^1/, '2')}`);
  });
});
