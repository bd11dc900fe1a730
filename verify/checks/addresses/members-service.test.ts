/** The Services by which the processes of a Tempo of other authors find each other. */
import { sentence } from '../../../lib/findings/sentence';
import { smallTempo } from '../../../test/small-tempo';
import { worldOf } from '../../../test/world';
import { checkAddresses } from './addresses';

const tempo = (field: string) =>
  smallTempo(['server: {http_listen_port: 3200}', 'distributor: {receivers: {otlp: {protocols: {grpc: {}}}}}', field], {
    ports: '[{name: http, port: 3200}, {name: otlp, port: 4317}]',
  });

const said = (field: string) => checkAddresses(worldOf(tempo(field), { isOurs: false })).findings.map(sentence);

test('must be there beside the others', () => {
  expect(said('memberlist: {join_members: ["dns+gossip-members:7946"]}')).toEqual([
    expect.stringContaining('namespace tracing has no Service gossip-members; use tempo'),
  ]);
});

test.each([
  'cache: {caches: [{roles: [bloom], memcached: {addresses: "dns+cache-of-others:11211"}}]}',
  'memberlist: {join_members: ["dns+gossip-members.elsewhere.svc.cluster.local:7946"]}',
])('may be elsewhere: %s', (field) => {
  expect(said(field)).toEqual([]);
});
