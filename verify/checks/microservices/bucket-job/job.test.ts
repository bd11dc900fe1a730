/** The structure of the script, and the Job that runs it. */
import { script } from '../../../../charts/minio/script';
import { worldOf } from '../../../../test/world';
import { podsOf } from '../../../world/kubernetes';
import { containerMistakes } from './container';
import { missingFiles } from './files';
import { jobMistakes } from './job';
import { structuralMistake } from './structure';

const BUCKET = { name: 'traces', endpoint: 's3.example.org', insecure: false, region: 'eu-west-1' };
const SCRIPT = script(BUCKET, { keys: { accessKeyId: 'ID', secretAccessKey: 'KEY' } });
const LAST = '--user "$(cat /tempo/ID)"\n';

const differs = (from: string | RegExp, to: string) => {
  const changed = SCRIPT.replace(from, () => to);
  expect(from === '' || changed !== SCRIPT).toBe(true);
  return structuralMistake(changed, SCRIPT)?.[0];
};

test.each([
  ['', ''],
  ['#!/bin/sh', '#!/bin/bash\n# Our own comment.'],
  ['set -u', 'set -eu'],
  ['pause=2', 'pause=10'],
  ['sleep "$pause"', 'sleep 30'],
  ['until bootstrap; do\n', 'until bootstrap\ndo\n'],
  ['echo "not complete;', 'echo "waiting for the server;'],
  ['--quiet mb', '--json mb'],
  ['--ignore-existing --region eu-west-1', '--region eu-west-1 --ignore-existing'],
])('a script with %j replaced by %j does the same', (from, to) => {
  expect(differs(from, to)).toBeUndefined();
});

test.each([
  ['until bootstrap;', 'until true;', 'has `true` instead of `bootstrap`'],
  ['until bootstrap;', 'while bootstrap;', 'has `while` instead of `until`'],
  ['set -u\n', 'exit 0\nset -u\n', 'has `exit N` instead of `bootstrap`'],
  ['done\n', '', 'ends before `done`'],
  ['  sleep "$pause"\n', '  break\n', 'has `break` instead of `sleep`'],
  ['traces &&', 'traces ||', 'has `||` instead of `&&`'],
  [LAST, `${LAST.trim()} &&\n    mc rb --force server/traces\n`, 'has `&&` instead of `}`'],
  [/$/, 'mc admin user disable server tempo\n', 'goes on with `mc admin user disable server tempo` after its last command'],
  ['"$(cat /admin/rootUser)" "$(cat /admin/rootPassword)"', '"$(cat /admin/rootPassword)" "$(cat /admin/rootUser)"', 'has `printf'],
  ['https://', 'http://', 'has `mc alias set server http://…'],
  ['--ignore-existing', '--ignore-exist', 'has `mc mb server/… --config-dir /scratch/.mc --ignore-exist '],
  ['set -u', 'set -x', 'has `set -x` instead of'],
  ['echo "not', 'echo "$(cat /admin/rootPassword)"; echo "not', 'has `echo $(cat'],
])('a script with %j replaced by %j does something else', (from, to, problem) => {
  expect(differs(from, to)).toContain(problem);
});

const MOUNTS = [
  { name: 'scratch', mountPath: '/scratch' },
  { name: 'admin', mountPath: '/admin' },
];
const said = (
  container: object,
  { spec = {}, pod: more = {}, admin = { secretName: 'root' } }: { spec?: object; pod?: object; admin?: object } = {},
) => {
  const pod = {
    ...more,
    containers: [
      { image: 'quay.io/minio/mc:RELEASE.2025-08-13T08-35-41Z', command: ['/bin/sh', '/s.sh'], volumeMounts: MOUNTS, ...container },
    ],
    volumes: [
      { name: 'scratch', emptyDir: {} },
      { name: 'admin', secret: admin },
    ],
  };
  const objects = [
    { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'mc', namespace: 'lab' }, spec: { template: { spec: pod }, ...spec } },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'root', namespace: 'lab' }, data: { user: '' } },
  ];
  const { world, lookup } = worldOf(objects.map((object) => JSON.stringify(object)).join('\n---\n'), { isOurs: true });
  const [job] = world.objects.flatMap(podsOf);
  if (!job) throw new Error('no pod');
  const text = 'mc --config-dir /scratch/.mc alias set a "$(cat /admin/user)"';
  const files = job.containers
    .flatMap((each) => missingFiles(each, job, text, lookup, true))
    .filter(([problem]) => !problem.includes('/s.sh'));
  return [...jobMistakes(job, world), ...containerMistakes(job, text), ...files].map(([problem]) => problem);
};

test.each<[object, Parameters<typeof said>[1]]>([
  [{}, { pod: { nodeSelector: { disk: 'ssd' }, schedulingGates: undefined } }],
  [{}, {}],
  [{ image: 'registry.example.org/mirror/minio-mc:1' }, { spec: { backoffLimit: 6 } }],
  [{ image: 'localhost:5000/bitnami/minio-client@sha256:00' }, { admin: { secretName: 'elsewhere' } }],
  [{ image: 'registry.example.org/minio/mc:RELEASE.2025-08-13T08-35-41Z', imagePullPolicy: 'Always' }, {}],
  [{ command: ['sh', '-eu'], args: ['/s.sh'] }, { admin: { secretName: 'root', items: [{ key: 'user', path: 'user' }] } }],
  [{ securityContext: { readOnlyRootFilesystem: true } }, {}],
])('a Job with %j and %j completes', (container, more) => {
  expect(said(container, more)).toEqual([]);
});

test.each<[object, Parameters<typeof said>[1], string]>([
  [{}, { spec: { backoffLimit: 0 } }, 'has backoffLimit 0'],
  [{}, { spec: { managedBy: 'example.org/queue' } }, 'has managedBy, which synth does not write'],
  [{}, { pod: { schedulerName: 'other' } }, 'has schedulerName, which synth does not write'],
  [{}, { spec: { ttlSecondsAfterFinished: 60 } }, 'has ttlSecondsAfterFinished 60'],
  [{}, { admin: { secretName: 'root', items: [{ key: 'user', path: 'name' }] } }, 'needs /admin/user, but Secret root has no user there'],
  [{ command: ['/s.sh', '/bin/sh'] }, {}, 'has no container whose shell runs a script'],
  [{ command: ['/bin/sh', '-n', '/s.sh'] }, {}, 'has no container whose shell runs a script'],
  [{ image: 'busybox:1.36' }, {}, 'has image busybox:1.36, which contains no mc'],
  [{ image: 'quay.io/minio/mcc:RELEASE.2025-08-13T08-35-41Z' }, {}, 'which contains no mc'],
  [{ image: 'quay.io/minio/mc:RELEAE.2025-08-13T08-35-41Z' }, {}, 'which has no such tag'],
  [{ image: 'quay.io/minio/mc:RELEASE.2025-08-31T08-35-41Z' }, {}, 'has image quay.io/minio/mc:RELEASE.2025-08-31T08-35-41Z instead of'],
  [{ image: 'quai.io/minio/mc:RELEASE.2025-08-13T08-35-41Z' }, {}, 'instead of quay.io/minio/mc:RELEASE.2025-08-13T08-35-41Z'],
  [{ imagePullPolicy: 'Never' }, {}, 'never pulls its image'],
  [{ command: undefined, args: ['/bin/sh', '/s.sh'] }, {}, 'passes its arguments to the entrypoint of its image'],
  [{ volumeMounts: [{ ...MOUNTS[0], readOnly: true }, MOUNTS[1]] }, {}, 'has no folder /scratch/.mc that mc can write to'],
])('a Job with %j and %j does not complete', (container, more, problem) => {
  expect(said(container, more)).toEqual([expect.stringContaining(problem)]);
});
