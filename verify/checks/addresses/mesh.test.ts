import { smallTempo } from '../../../test/small-tempo';
import { worldOf } from '../../../test/world';
import { NOTHING_DECLARED } from '../../world/declared';
import { isMeshed } from './mesh';

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
