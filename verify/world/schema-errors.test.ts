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

describe('output that is not valid YAML', () => {
  const message =
    'YAML parse error on web/templates/service.yaml: error converting YAML to JSON: yaml: line 13: mapping values are not allowed';
  const fix = (...texts: string[]) => {
    const readBy = jest.fn(() => texts.map((each) => each.split('.')));
    const found = wayOutOf(message, traefik, readBy);
    expect(readBy).toHaveBeenCalledWith('web/templates/service.yaml');
    return found;
  };

  test('names the values that the template reads', () => {
    expect(fix('service.type')).toBe('correct service.type, which this template reads, or pin another release');
    expect(fix('a', 'b')).toBe('correct a or b, which this template reads, or pin another release');
    expect(fix('a', 'b', 'c', 'd', 'e', 'f', 'g')).toBe(
      'correct a, b, c, d, e and 2 more, which this template reads, or pin another release',
    );
  });

  test('without such a value', () => {
    expect(fix()).toBe('correct the values that this template reads, or pin another release');
  });
});
