import { linkerdReleases } from '../../../charts/linkerd/releases';
import { Workspace } from '../../../test/workspace';
import type { Manifest } from '../../../verify/stack';
import type { View } from './fact';
import { linkerdFacts } from './linkerd';

const workspace = new Workspace();

/** The facts that differ in a release with these rendered kinds. */
async function differencesWith(kinds: readonly string[], webhook: object): Promise<string[]> {
  workspace.write('templates/tracing.yaml', '{{ if .Values.collector.enabled }}\nkind: ConfigMap\n{{ end }}\n');
  const objects = kinds.map((kind) => ({ object: { apiVersion: 'v1', kind, metadata: { name: 'a' } } as Manifest }));
  const view = { release: { folder: workspace.folder, objects, info: { values: { webhook } } } } as unknown as View;
  const seen = await linkerdFacts(linkerdReleases.at('2.14.10'), view);
  return seen.filter((each) => each.predicted !== each.seen).map(({ fact, seen: value, where }) => `${fact}: ${value} in ${where}`);
}

test('a kind that only the collector has, which is turned off, is not reported', async () => {
  expect(await differencesWith(['Deployment', 'Namespace', 'Job'], {})).toEqual([]);
});

test('a rendered kind that the rows do not list is one, and so is the key of the protocol', async () => {
  expect(await differencesWith(['Deployment', 'Secret'], { collectorTraceProtocol: 'opentelemetry' })).toEqual([
    'rendered: Secret in Secret a',
    'protocolKey: true in values.yaml, webhook.collectorTraceProtocol',
  ]);
});
