import { smallTempo } from '../../../test/small-tempo';
import { worldOf } from '../../../test/world';
import { NOTHING_DECLARED } from '../../world/declared';
import { isMeshed, meshFault } from './mesh';

const TEMPO = smallTempo(['server: {http_listen_port: 3200}'], { ports: '[{name: http, port: 3200}]' });
const namespace = (inject: string) =>
  `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: tracing, annotations: {linkerd.io/inject: ${inject}}}\n`;

/** Whether the pod of Tempo is in the mesh. @param meshed the namespace that the cluster file has in the mesh */
function isTempoMeshed(manifests: string, meshed?: string): boolean {
  const declared = { ...NOTHING_DECLARED, ...(meshed !== undefined && { meshedNamespace: meshed }) };
  const { world, lookup } = worldOf(TEMPO + manifests, { declared });
  return lookup.pods.some((pod) => isMeshed(pod, world));
}

test.each([
  ['a Namespace with the annotation', namespace('enabled'), undefined, true],
  ['a Namespace that somebody else makes, as the cluster file needs it', '', 'tracing', true],
  ['a Namespace without it, whatever the cluster file says', namespace('disabled'), 'tracing', false],
  ['another namespace', '', 'traces', false],
  ['no mesh', '', undefined, false],
])('a pod in %s', (_what, manifests, meshed, expected) => {
  expect(isTempoMeshed(manifests, meshed)).toBe(expected);
});

test.each([
  [
    'in the network of its node',
    (text: string) => text.replace('    spec:\n      containers', '    spec:\n      hostNetwork: true\n      containers'),
  ],
  [
    'in kube-system',
    (text: string) => text.replaceAll('namespace: tracing', 'namespace: kube-system').replace('name: tracing', 'name: kube-system'),
  ],
])('a pod %s gets no proxy, whatever the annotations say', (_what, change) => {
  const manifests = change(TEMPO + namespace('enabled'));
  expect(manifests).not.toBe(TEMPO + namespace('enabled'));
  const { world, lookup } = worldOf(manifests);
  expect(lookup.pods.map((pod) => isMeshed(pod, world))).toEqual([false]);
});

test('the proxies of other pods do not send to one in the network of its node', () => {
  const use = { from: 'Linkerd' } as Parameters<typeof meshFault>[0];
  const fault = (more: string, manifests = '') => {
    const { world, lookup } = worldOf(TEMPO.replace('    spec:\n', `    spec:\n      ${more}\n`) + manifests);
    const statement = meshFault(use, lookup.pods, 4317, world);
    return statement && `${statement.problem}; ${statement.fix}`;
  };
  const message =
    'its proxies use mesh TLS, and Linkerd injects no proxy into the pods there, because they have hostNetwork; remove hostNetwork';

  expect(fault('hostNetwork: true', namespace('enabled'))).toBe(message);
  expect(fault('hostNetwork: true')).toBe(message);
  expect(fault('hostNetwork: false', namespace('enabled'))).toBeUndefined();
});

test('the annotation of a pod counts before that of its namespace', () => {
  const fault = (value: string, manifests = '') => {
    const annotated = TEMPO.replace(
      'metadata: {labels: {app: tempo}}',
      `metadata: {labels: {app: tempo}, annotations: {linkerd.io/inject: ${value}}}`,
    );
    const { world, lookup } = worldOf(annotated + manifests);
    return meshFault({ from: 'Linkerd' } as Parameters<typeof meshFault>[0], lookup.pods, 4317, world)?.fix;
  };

  expect(fault('disabled', namespace('enabled'))).toBe('remove linkerd.io/inject: disabled from the pods');
  expect(fault('disabled')).toBe('remove linkerd.io/inject: disabled from the pods');
  expect(fault('enabled', namespace('disabled'))).toBeUndefined();
  expect(fault('enabled')).toBeUndefined();
});
