/** Which paths stand for the values without effect. */
import { nameOfPath } from '../../world/value-path';
import { reportedPaths } from './dead-values';

const CHART = {
  name: 'traefik',
  version: '27.0.2',
  defaults: { resolvers: {}, ports: { web: { port: 80 } } },
  templateNames: new Set<string>(),
};
const resolvers = { le: { acme: { email: 'a@example.org', challenge: {} } } };
const EMAIL = ['resolvers', 'le', 'acme', 'email'];
const CHALLENGE = ['resolvers', 'le', 'acme', 'challenge'];

const reported = (values: object, ...dead: string[][]) => reportedPaths(values, dead, CHART).map(nameOfPath);

test('a name that the chart does not have stands for all values below it, none of which has an effect', () => {
  expect(reported({ resolvers, port: { web: 1 } }, EMAIL, CHALLENGE, ['port', 'web'])).toEqual(['resolvers.le.acme', 'port.web']);
});

test('a map with a value that has an effect is not named', () => {
  expect(reported({ resolvers }, CHALLENGE)).toEqual(['resolvers.le.acme.challenge']);
});

test('a name of the chart is named whole', () => {
  expect(reported({ ports: { web: { port: 80 } } }, ['ports', 'web', 'port'])).toEqual(['ports.web.port']);
});
