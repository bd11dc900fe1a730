/** Findings of every kind, for the tests of this folder. */
import { error, type Finding, note, warning } from '../finding';
import { RuleSet } from '../rules';

export const RULES = new RuleSet('addresses', 'every address leads somewhere', {
  'no-such-port': { proves: 'every port exists', example: 'has no port 1; use 2', wayOut: 'Use a port that exists' },
  odd: { proves: 'nothing is odd', example: 'is odd', wayOut: 'Look at it' },
});

/** Characters that break a format without escaping. */
const HOSTILE = '100%: a,b\r\n<a href="x">&\'\u0000\u001b[2J\ud800]]>';

export const FINDINGS: readonly Finding[] = [
  note({ file: 'dist/home/tempo.k8s.yaml' }, RULES.says('odd', 'is odd')),
  warning({ file: 'dist/home/tempo.k8s.yaml', name: 'home-tracing-tempo' }, RULES.says('odd', HOSTILE), { subject: 'Deployment querier' }),
  error({ file: 'clusters/my home, 1.yaml', line: 4, column: 3 }, RULES.says('no-such-port', 'has no port 1', 'use 2'), {
    subject: 'tempo.chart',
  }),
  ...['a', 'b'].map((name) =>
    error({ file: 'dist/home/tempo.k8s.yaml' }, RULES.says('no-such-port', 'has no port 1', 'use {each}', `${name}.port`), {
      subject: `Service ${name}`,
    }),
  ),
  { ...error({ file: 'dist/home/grafana.k8s.yaml' }, RULES.says('no-such-port', 'has no port 7')), accepted: 'fixed in May' },
];
