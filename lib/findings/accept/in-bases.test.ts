import { synthesize } from '../../../synthesis/synthesize';
import { lineOf } from '../sentence';

const base = {
  file: 'base/prod.yaml',
  text: `gitops: { repoURL: "https://git.example.org/tracing.git" }
tempo:
  chart: 2.26.2
  receivers: [otlp-grpc]
  storage: { endpoint: s3.example.org }
  credentials: { existing: {} }
accept:
  - { rule: clusters/shared-bucket, reason: one team }
  - { rule: tempo/no-persistence, reason: a trial }
`,
};
const cluster = (name: string, bucket: string, more = '') => ({
  ...{ name, file: `clusters/${name}.yaml`, bases: [base] },
  text: `extends: ../base/prod.yaml\ndomain: ${name}.example.org\ntempo: { storage: { bucket: ${bucket} }${more} }\n`,
});
const warnings = (...[asked, others]: [Parameters<typeof synthesize>[0], Parameters<typeof synthesize>[0]?]) =>
  synthesize(asked, {}, others).findings.flatMap((finding) =>
    finding.severity === 'warning' && finding.accepted === undefined ? lineOf(finding) : [],
  );
const PERSISTENT = ', persistence: {}';
const UNUSED = 'matches no finding; remove this item';

test('an acceptance in a base that one of its clusters needs is not to be removed', () => {
  expect(warnings([cluster('a', 'one'), cluster('b', 'one'), cluster('c', 'two', PERSISTENT)])).toEqual([]);
  expect(warnings([cluster('c', 'two', PERSISTENT)], [cluster('a', 'one'), cluster('b', 'one')])).toEqual([]);
});

test('one that none of them needs is told once', () => {
  expect(warnings([cluster('a', 'one', PERSISTENT), cluster('b', 'two', PERSISTENT)])).toEqual([
    `base/prod.yaml:9:7 accept (in a and b): tempo/no-persistence ${UNUSED}`,
    `base/prod.yaml:8:7 accept (in a and b): clusters/shared-bucket ${UNUSED}`,
  ]);
});

test('an error in a base is refused where only one of its clusters accepts it', () => {
  const withTraefik = { ...base, text: `${base.text}traefik: { chart: 27.0.2 }\n` };
  const refusing = { ...cluster('a', 'one'), bases: [withTraefik] };
  const { text, ...others } = { ...cluster('b', 'two'), bases: [withTraefik] };
  const accepting = { ...others, text: `${text}accept: [{ rule: tempo/receiver-off, reason: not yet }]\n` };

  expect(synthesize([accepting], {}).refused).toBe(false);
  expect(synthesize([refusing, accepting], {}).refused).toBe(true);
  expect(synthesize([accepting, refusing], {}).refused).toBe(true);
});
