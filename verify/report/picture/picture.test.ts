/** The picture: every hop has its state, and no label overlaps with another, a box or an arrow. */
import { damaged, good, HOPS, MORE_HOPS } from '../fixture';
import type { Hop } from '../report';
import { inColumn } from './column';
import { labelOf } from './label';
import { laidOut } from './layout';
import { picture } from './picture';
import { pictures } from './pictures';

interface Area {
  readonly what: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const hop = (from: string, to: string, what: string, address: string, state: Hop['state'] = 'fits'): Hop => ({
  from,
  to,
  what,
  protocol: 'HTTP',
  address,
  state,
});

const LONG = 'tempo.observability-of-everything.svc.cluster.local:4317';

/** Hops of other manifests: more of everything, in no order. */
const CROWD: readonly Hop[] = [
  hop('Grafana', 'Tempo', 'queries', 'tempo.tracing:3200'),
  hop('frontend', 'Tempo', 'spans', LONG),
  hop('frontend', 'Tempo', 'spans', LONG, 'broken'),
  hop('ingress', 'frontend', 'requests', 'frontend.shop:80'),
  hop('frontend', 'cart', 'requests', 'cart.shop:80'),
  hop('frontend', 'a-checkout-with-a-long-name', 'requests', 'checkout.shop:80'),
  hop('a-checkout-with-a-long-name', 'Tempo', 'spans', LONG),
  hop('Grafana', 'Tempo', 'queries', 'tempo.tracing:9095', 'broken'),
  hop('Grafana', 'Loki', 'queries', 'loki:3100', 'broken'),
  hop('Grafana', 'Loki', 'tail', 'loki:3100'),
  hop('Grafana', 'Prometheus', 'queries', 'prometheus:9090'),
  hop('Tempo', 'Prometheus', 'metrics', 'prometheus:9090', 'external'),
  hop('Tempo', 'Kafka', 'spans', 'kafka:9092'),
  hop('Kafka', 'Tempo', 'spans', 'kafka:9092'),
  hop('Tempo', 'MinIO', 'blocks', 'minio:9000'),
  hop('Tempo', 'S3', 'blocks', LONG, 'external'),
  hop('bucket Job', 'MinIO', 'bucket', 'minio:9000'),
  hop('ingress', 'Loki', 'logs', ''),
  hop('frontend', 'Loki', 'logs', ''),
  hop('Tempo', 'Tempo', 'spans', 'tempo-ingester:9095'),
];

const REQUESTS: readonly Hop[] = [
  hop('browser', 'Traefik', 'requests', 'emojivoto.shop.example.org', 'external'),
  hop('Traefik', 'Loki', 'access log', 'standard output', 'external'),
  hop('Loki', 'Grafana', 'lines with a link', '', 'external'),
  hop('Traefik', 'emojivoto', 'requests', 'web-svc.emojivoto:80'),
];

const READERS: readonly Hop[] = [
  hop('Tempo', 'S3', 'blocks', 's3.example.org:443', 'external'),
  hop('bucket Job', 'S3', 'bucket, user and policy', 's3.example.org:443', 'external'),
  hop('Grafana', 'Loki', 'queries', 'loki-gateway.logging:80', 'external'),
  hop('Grafana', 'Tempo', 'queries', 'tempo-query-frontend.tracing:3200'),
];

const TO_COLLECTOR: readonly Hop[] = [
  hop('Traefik', 'tempo-collector', 'spans', 'tempo-collector.tracing:4318'),
  hop('Linkerd', 'tempo-collector', 'spans', 'tempo-collector.tracing:14317'),
];
const FROM_COLLECTOR = hop('tempo-collector', 'Tempo', 'spans', 'tempo-distributor.tracing:4318');

const METRICS: readonly Hop[] = [
  hop('tempo-collector', 'Prometheus', 'metrics', 'prometheus-operated.monitoring:9090', 'external'),
  hop('Tempo', 'Prometheus', 'metrics', 'prometheus-operated.monitoring:9090', 'external'),
];

const VULTURE: readonly Hop[] = [
  hop('vulture', 'Tempo', 'spans', 'tempo-distributor.tracing:4317'),
  hop('vulture', 'Tempo', 'queries', 'tempo-query-frontend.tracing:3200'),
];

const SAMPLING: readonly Hop[] = [
  hop('tempo-collector', 'tempo-collector-sampling', 'spans', 'tempo-collector-sampling.tracing:4317'),
  hop('tempo-collector-sampling', 'Tempo', 'spans', 'tempo-distributor.tracing:4318'),
];

/** Two tiers of a collector. */
const COLLECTORS: readonly Hop[] = [...REQUESTS, ...TO_COLLECTOR, ...VULTURE, ...SAMPLING, ...METRICS, ...READERS];

/** Stacks with a collector, each node of which has a place of its own. */
const COLLECTED: readonly (readonly [string, readonly Hop[]])[] = [
  ['a collector', [...REQUESTS, ...TO_COLLECTOR, FROM_COLLECTOR, ...READERS]],
  ['a collector of two tiers', COLLECTORS],
  ['a collector with one sender', [...TO_COLLECTOR.slice(1), FROM_COLLECTOR]],
  ['a collector without readers', [...REQUESTS.slice(0, 1), ...TO_COLLECTOR, FROM_COLLECTOR]],
  [
    'an external collector',
    [...REQUESTS, hop('Traefik', 'the collector', 'spans', LONG, 'external'), hop('Linkerd', 'Tempo', 'spans', LONG), ...READERS],
  ],
  [
    'a vulture that sends to the collector',
    [
      ...[...REQUESTS, ...TO_COLLECTOR, FROM_COLLECTOR, ...METRICS, ...READERS],
      hop('vulture', 'tempo-collector', 'spans', 'tempo-collector.tracing:4317'),
      hop('vulture', 'Tempo', 'queries', 'tempo-query-frontend.tracing:3200'),
    ],
  ],
  [
    'a sender that the collector does not receive from',
    [...REQUESTS, ...TO_COLLECTOR, hop('emojivoto', 'Tempo', 'spans', 'tempo-distributor.tracing:55678'), FROM_COLLECTOR, ...READERS],
  ],
  [
    'metrics of both tiers',
    [...TO_COLLECTOR, ...SAMPLING, ...METRICS, hop('tempo-collector-sampling', 'Prometheus', 'metrics', 'prometheus:9090')],
  ],
  [
    'two collectors',
    [
      ...[...TO_COLLECTOR, FROM_COLLECTOR],
      hop('shop', 'agent', 'spans', 'agent.shop:4317'),
      hop('agent', 'Tempo', 'spans', 'tempo-distributor.tracing:4317'),
      hop('Tempo', 'S3', 'blocks', 's3.example.org:443', 'external'),
    ],
  ],
];

/** Stacks of collectors that nobody has planned. */
const TANGLED: readonly (readonly [string, readonly Hop[]])[] = [
  ['a circle of collectors', [...TO_COLLECTOR, ...SAMPLING, hop('tempo-collector-sampling', 'tempo-collector', 'spans', LONG)]],
  ['a circle without senders', [hop('a', 'b', 'spans', LONG), hop('b', 'a', 'spans', LONG)]],
  ['a collector without Tempo', TO_COLLECTOR],
  ['spans past a tier', [...TO_COLLECTOR, ...SAMPLING, hop('Traefik', 'tempo-collector-sampling', 'spans', LONG), FROM_COLLECTOR]],
  ['all to both', [...TO_COLLECTOR, FROM_COLLECTOR, hop('Traefik', 'Tempo', 'spans', LONG), hop('Linkerd', 'Tempo', 'spans', LONG)]],
  ['Grafana to a collector', [...READERS, hop('Grafana', 'tempo-collector', 'spans', LONG), FROM_COLLECTOR]],
  ['traces of Tempo', [...TO_COLLECTOR, FROM_COLLECTOR, hop('Tempo', 'tempo-collector', 'spans', LONG)]],
  ['more beside it', [...TO_COLLECTOR, FROM_COLLECTOR, ...METRICS, hop('tempo-collector', 'Kafka', 'spans', LONG, 'external')]],
  ['logs of a collector', [...REQUESTS, ...TO_COLLECTOR, FROM_COLLECTOR, ...READERS, hop('tempo-collector', 'Loki', 'logs', LONG)]],
];

const CASES: readonly (readonly [string, readonly Hop[]])[] = [
  ['picluster', HOPS],
  ['damaged', damaged.clusters[0]?.hops ?? []],
  ['with Kafka and Prometheus', [...HOPS, ...MORE_HOPS]],
  ['a crowd', CROWD],
  ...COLLECTED,
  ...TANGLED,
  ['no Tempo', HOPS.filter(({ from, to }) => from !== 'Tempo' && to !== 'Tempo')],
  ['only the store', HOPS.filter(({ to }) => to === 'S3')],
  ['only readers', HOPS.filter(({ from }) => from === 'Grafana')],
  ['only Traefik', HOPS.filter(({ from }) => from === 'Traefik')],
  ...CROWD.map((each) => [`${each.from} to ${each.to}`, [each]] as const),
];

/** Labels with the width of their letters, boxes, and arrows as thin areas. */
function areas(hops: readonly Hop[], layout: typeof laidOut): { labels: Area[]; others: Area[] } {
  const { arrows, boxes } = layout(hops);
  const labels = arrows.flatMap(({ texts }) =>
    texts.map(({ x, y, anchor, text }): Area => {
      const width = labelOf({ from: '', to: '', what: text, protocol: '', address: '', state: 'fits' }).width;
      return { what: text, x: anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2, y: y - 10, width, height: 13 };
    }),
  );
  const pieces = arrows.flatMap(({ points, hop: { from, to } }) =>
    points.slice(1).map(([x, y], index): Area => {
      const [left = 0, top = 0] = points[index] ?? [];
      return { what: `${from} -> ${to}`, x: Math.min(x, left), y: Math.min(y, top), width: Math.abs(x - left), height: Math.abs(y - top) };
    }),
  );
  return { labels, others: [...pieces, ...boxes.map((box) => ({ what: box.name, ...box }))] };
}

const meet = (a: Area, b: Area): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const LAYOUTS = [laidOut, inColumn].flatMap((layout) => CASES.map(([name, hops]) => [name, layout, hops] as const));

test.each(LAYOUTS)('%s by %p: no label overlaps with anything, and nothing is outside of the picture', (_name, layout, hops) => {
  const { labels, others } = areas(hops, layout);
  const { width, height, boxes } = layout(hops);
  const meeting = labels.flatMap((label, index) =>
    [...labels.slice(index + 1), ...others].filter((other) => meet(label, other)).map((other) => `${label.what} on ${other.what}`),
  );
  expect(meeting).toEqual([]);
  for (const [index, box] of boxes.entries())
    expect(boxes.slice(index + 1).filter((other) => meet({ what: '', ...box }, { what: '', ...other }))).toEqual([]);
  const outside = [...labels, ...others].filter(
    (area) => area.x < 0 || area.y < 0 || area.x + area.width > width || area.y + area.height > height,
  );
  expect(outside).toEqual([]);
});

test.each(LAYOUTS)('%s by %p: every hop is drawn once, with its state', (name, layout, hops) => {
  const drawn = [...picture({ name, hops }, layout).text.matchAll(/<g class="hop (\w+)"><title>(.*?): .*?; (\w+)/g)].map(
    ([, state, ends, said]) => `${ends} ${state} ${said}`,
  );
  expect(drawn.sort()).toEqual(hops.map(({ from, to, state }) => `${from} to ${to} ${state} ${state}`).sort());
});

test.each([laidOut, inColumn])('arrows start and end at the right boxes by %p', (layout) => {
  const { boxes, arrows } = layout([...HOPS, ...MORE_HOPS]);
  for (const { hop: each, points } of arrows)
    for (const [name, point] of [
      [each.from, points[0]],
      [each.to, points.at(-1)],
    ] as const) {
      const [x = 0, y = 0] = point ?? [];
      const touched = boxes.find((box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height);
      expect(`${each.from} to ${each.to}: ${touched?.name}`).toBe(`${each.from} to ${each.to}: ${name}`);
    }
});

test.each([['picluster', HOPS] as const, ...COLLECTED])('%s: each node is drawn once, and no arrow runs through one', (_name, hops) => {
  const { boxes, arrows } = laidOut(hops);
  expect(boxes.map(({ name }) => name).sort()).toEqual([...new Set(hops.flatMap(({ from, to }) => [from, to]))].sort());
  const through = arrows.flatMap(({ hop: { from, to }, points }) =>
    boxes
      .filter(({ name }) => name !== from && name !== to)
      .filter((box) =>
        points.slice(1).some(([x, y], index) => {
          const [left = 0, top = 0] = points[index] ?? [];
          const line = { x: Math.min(x, left), y: Math.min(y, top), width: Math.abs(x - left), height: Math.abs(y - top) };
          return meet({ what: '', ...box }, { what: '', ...line });
        }),
      )
      .map(({ name }) => `${from} to ${to} through ${name}`),
  );
  expect(through).toEqual([]);
});

test('a collector is below its senders, and Tempo below all tiers', () => {
  const { boxes } = laidOut(COLLECTORS);
  const y = (name: string) => boxes.find((box) => box.name === name)?.y ?? Number.NaN;
  const rows = [['Traefik', 'Linkerd'], ['tempo-collector'], ['tempo-collector-sampling'], ['Tempo'], ['Grafana', 'vulture']];
  for (const [index, row] of rows.slice(1).entries())
    for (const name of row) for (const above of rows[index] ?? []) expect(y(above)).toBeLessThan(y(name));
});

test('the names of both tiers are complete, also above a single sender', () => {
  const nodes = { 'tempo-collector': '0.158.0 in tracing', 'tempo-collector-sampling': '0.158.0 in tracing' };
  for (const layout of [laidOut, inColumn]) {
    const { text } = picture({ name: 'a', hops: [...TO_COLLECTOR.slice(1), ...SAMPLING], nodes }, layout);
    for (const [name, about] of Object.entries(nodes)) {
      expect(text).toContain(`>${name}</text>`);
      expect(text.split(`>${about}</text>`)).toHaveLength(3);
    }
  }
});

test('a picture has the width of the page, or the other shape where its texts would be too small', () => {
  const { width } = laidOut(COLLECTORS);
  expect(picture({ name: 'a', hops: COLLECTORS }).text).toContain(`width="${width}"`);
  expect(0.8 * width).toBeLessThan(1230);
  expect(picture({ name: 'a', hops: COLLECTORS }).text).toContain(`style="min-width: ${Math.round(0.8 * width)}px"`);
  expect(pictures({ name: 'a', hops: COLLECTORS }).text).toContain('class="picture wide flat broad"');
  expect(pictures({ name: 'a', hops: HOPS }).text).toContain('class="picture wide flat"');
});

test('broken hops are marked by more than their colour', () => {
  const image = (report: typeof good) => picture({ name: 'picluster', hops: report.clusters[0]?.hops ?? [] }).text;
  expect(image(damaged).match(/<path d="M/g)).toHaveLength(1);
  expect(image(good)).not.toContain('<path');
  expect(image(damaged)).toContain('role="img" aria-label="The path of a trace through picluster: 10 hops, 1 broken"');
  expect(image(good)).toContain('<title>The path of a trace through picluster: 10 hops, none broken</title>');
});

test('what was not judged is marked, and a node has its version and namespace', () => {
  const [hop] = HOPS.filter(({ from }) => from === 'Linkerd');
  const { text } = picture({ name: 'a', hops: hop ? [{ ...hop, state: 'unproven' }] : [], nodes: { Tempo: '2.9.0 in tracing' } });
  expect(text).toContain('<g class="hop unproven">');
  expect(text).toContain('text-anchor="middle">?</text>');
  expect(text).toContain('<title>Tempo 2.9.0 in tracing</title>');
  expect(text).toMatch(/<text class="about"[^>]*>2\.9\.0 in tracing<\/text>/);
});

test('on a narrow screen, chains follow a request, and no picture is wider than the screen', () => {
  expect(
    inColumn(HOPS)
      .boxes.slice(0, 5)
      .map(({ name }) => name),
  ).toEqual(['browser', 'Traefik', 'emojivoto', 'Tempo', 'S3']);
  expect(inColumn(HOPS).width).toBeLessThan(340);
});

test('without hops there is no picture', () => {
  expect(picture({ name: 'picluster', hops: [] }).text).toBe('');
});
