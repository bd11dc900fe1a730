/** The NetworkPolicies of a stack with pods in the network of their node, and with ports of the user's own values. */
import { matrix, STACK } from './policy-matrix';
import { said, synthesizeText } from './synthesis';

describe('pods in the network of their node', () => {
  const onNode = 'values: {hostNetwork: true}';
  const traefik = (values = '') => STACK.replace('traefik: {chart: 27.0.2}', `traefik: {chart: 27.0.2${values}}`);
  const complete = 'senders: {complete: true}\n';

  test('connect from the address of the node, so what Traefik uses is open to all addresses, and nothing else', () => {
    const hops = ['192.0.2.7 distributor 9411', '192.0.2.7 web-svc 8080'];
    const wrong = matrix(`${traefik(`, ${onNode}`)}${complete}`);

    expect(wrong(hops, 'allowed')).toEqual([]);
    expect(wrong(['cart distributor 55678', 'cart emoji-svc 8080', 'cart ingester 9095'], 'stopped')).toEqual([]);
    // No policy knows the pods behind an address.
    expect(matrix(`${traefik()}${complete}`)(hops, 'unknown')).toEqual([]);
  });

  test('of a collector are reached at the address of the node', () => {
    const collector = (values: string) => `collector: {chart: 0.170.0, receivers: [otlp-grpc, zipkin]${values}}\n`;
    const hops = ['web-svc distributor 55678', '192.0.2.7 distributor 4317'];
    const sampled = `, tailSampling: {policies: [{name: errors, type: status_code, status_code: {status_codes: [ERROR]}}], ${onNode}}`;

    expect(matrix(`${STACK}${collector(`, ${onNode}`)}${complete}`)(hops, 'allowed')).toEqual([]);
    expect(matrix(`${STACK}${collector('')}${complete}`)(hops.slice(1), 'unknown')).toEqual([]);
    expect(
      matrix(`${STACK}${collector(sampled)}${complete}`)(['collector 192.0.2.7 4317', '192.0.2.7 distributor 4317'], 'allowed'),
    ).toEqual([]);
    expect(matrix(`${STACK}${collector(sampled)}${complete}`)(['192.0.2.7 collector 4317'], 'unknown')).toEqual([]);
  });

  test('are said, and with a complete list of senders it is a warning', () => {
    const told =
      /^\S+ traefik\.values\.hostNetwork: gives Traefik the addresses of nodes, which no NetworkPolicy knows, so everything may use the ports that it connects to; remove it, or accept that they are open$/;

    expect(said(synthesizeText(traefik(`, ${onNode}`)), 'note')).toContainEqual(expect.stringMatching(told));
    expect(said(synthesizeText(`${traefik(`, ${onNode}`)}${complete}`), 'warning')).toContainEqual(expect.stringMatching(told));
    expect(said(synthesizeText(traefik()), 'note')).not.toContainEqual(expect.stringMatching(told));
  });
});

describe('ports of receivers that values of a collector add', () => {
  const stack = (ports: string, more = '') => `${STACK}collector: {chart: 0.170.0, values: {ports: {${ports}}}}\n${more}`;
  const STATSD = 'statsd: {enabled: true, containerPort: 8125, servicePort: 8125, protocol: UDP}';
  const SYSLOG = 'syslog: {enabled: true, containerPort: 5514, servicePort: 514}';

  test('are open, because nothing says who uses them', () => {
    const wrong = matrix(stack(`${STATSD}, ${SYSLOG}`));

    expect(wrong(['cart collector 8125 UDP', '192.0.2.7 collector 8125 UDP', 'cart collector 5514'], 'allowed')).toEqual([]);
    expect(wrong(['cart collector 8125', 'cart collector 514', 'cart collector 5514 UDP'], 'stopped')).toEqual([]);
    expect(matrix(stack(STATSD.replace('true', 'false')))(['cart collector 8125 UDP'], 'stopped')).toEqual([]);
  });

  test('also by the name of a receiver that the chart has no port for', () => {
    const ports = 'opencensus: {enabled: true, containerPort: 55678, servicePort: 55678}';
    expect(matrix(stack(ports))(['cart collector 55678'], 'allowed')).toEqual([]);
  });

  test('are said, and with a complete list of senders it is a warning', () => {
    const told = /collector\.values\.ports\.statsd: everything may connect to port 8125, .*; turn it off, or accept that it is open$/;

    expect(said(synthesizeText(stack(STATSD)), 'note')).toContainEqual(expect.stringMatching(told));
    expect(said(synthesizeText(stack(STATSD, 'senders: {complete: true}\n')), 'warning')).toContainEqual(expect.stringMatching(told));
    expect(said(synthesizeText(stack(STATSD).replace('networkPolicies: true', '')), 'note')).not.toContainEqual(
      expect.stringMatching(told),
    );
  });
});
