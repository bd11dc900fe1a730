import { worldOf } from '../../test/world';
import type { Installation, Placed, World } from '../stack';
import { comparable } from './one-sided';

const release = (chart: string, part: Partial<Installation> = {}): Installation => ({
  ...{ place: { file: `${chart}.yaml` }, chart: { repository: '', name: chart, version: '1.0.0' }, releaseName: chart, namespace: 'lab' },
  ...{ values: {}, skipCrds: false, bundled: false, isOurs: true },
  ...part,
});

/** With a Service for each release, rendered or committed, and a ConfigMap of its own. */
function sideOf({ rendered = [], others = [] }: { rendered?: readonly Installation[]; others?: readonly Installation[] }): World {
  const { world } = worldOf('{ apiVersion: v1, kind: ConfigMap, metadata: { name: own } }');
  const releases = rendered.map((installation) => {
    const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: installation.chart.name } };
    const objects: Placed[] = [{ object, place: installation.place, rendered: true }];
    return { ...installation, info: {} as never, folder: '', text: '', objects };
  });
  return {
    ...world,
    installations: [...rendered, ...others],
    releases,
    objects: [...world.objects, ...releases.flatMap(({ objects }) => objects)],
  };
}

const namesIn = ({ objects }: Pick<World, 'objects'>) => objects.map(({ object }) => object.metadata.name);

test('a release that one side could not render has no objects on the other one', () => {
  const old = sideOf({ rendered: [release('tempo'), release('traefik')] });
  const now = sideOf({ rendered: [release('traefik')], others: [release('tempo')] });

  const there = comparable(old, now);
  const back = comparable(now, old);

  expect([namesIn(there.before), namesIn(there.after), there.charts]).toEqual([['own', 'traefik'], ['own', 'traefik'], ['tempo']]);
  expect([namesIn(back.before), namesIn(back.after), back.charts]).toEqual([['own', 'traefik'], ['own', 'traefik'], ['tempo']]);
});

test('a release that gets another chart has no objects if that chart could not be rendered', () => {
  const [single, distributed] = [release('tempo'), release('tempo-distributed', { releaseName: 'tempo' })];
  const old = sideOf({ rendered: [single, release('traefik')] });
  const now = sideOf({ rendered: [release('traefik')], others: [distributed] });

  const there = comparable(old, now);
  const back = comparable(now, old);

  expect([namesIn(there.before), namesIn(there.after)]).toEqual([
    ['own', 'traefik'],
    ['own', 'traefik'],
  ]);
  expect([namesIn(back.before), namesIn(back.after)]).toEqual([
    ['own', 'traefik'],
    ['own', 'traefik'],
  ]);
  expect([there.charts, back.charts]).toEqual([['tempo or tempo-distributed'], ['tempo or tempo-distributed']]);
  const elsewhere = sideOf({ others: [release('tempo-distributed', { releaseName: 'tempo', namespace: 'other' })] });
  expect(namesIn(comparable(old, elsewhere).before)).toEqual(['own', 'tempo', 'traefik']);
});

test('a release that is added or removed keeps its objects', () => {
  const pair = comparable(sideOf({ rendered: [release('tempo')] }), sideOf({ rendered: [release('traefik')] }));

  expect([namesIn(pair.before), namesIn(pair.after), pair.charts]).toEqual([['own', 'tempo'], ['own', 'traefik'], []]);
});

test('manifests that synth has rendered stay, because they are in git', () => {
  const committed = sideOf({ others: [release('tempo', { isRenderedAlready: true })] });
  const pair = comparable(sideOf({ rendered: [release('tempo')] }), committed);

  expect([namesIn(pair.before), pair.after, pair.charts]).toEqual([['own', 'tempo'], committed, []]);
});
