import { wayOutOf } from './schema-errors';

const traefik = { name: 'traefik', version: '39.0.6', defaults: { ports: { web: { http: {} } } }, templateNames: new Set<string>() };
const refused = (pointer: string, name: string) =>
  `values don't meet the specifications: - at '${pointer}': additional properties '${name}' not allowed`;

test.each([
  ['/ports/web', 'redirectTo', 'use ports.web.http.redirections.entryPoint, and write to instead of port'],
  ['/ports/websecure', 'tls', 'use ports.websecure.http.tls'],
  ['', 'certResolvers', 'use certificatesResolvers'],
  ['/ports/web', 'htttp', 'use ports.web.http'],
  ['/ports/web', 'nonsense', 'remove ports.web.nonsense'],
])('a value that the schema refuses at %s: %s', (pointer, name, fix) => {
  expect(wayOutOf(refused(pointer, name), traefik)).toBe(fix);
});
