import { fieldsOf } from '../../../charts/tempo/config-fields/fields';
import { mistakesIn } from '../../../charts/tempo/config-fields/mistakes';
import { repeatedLevel, tenantsPlace } from './misplaced-limits';

const FLAT = { ingestion_rate_limit_bytes: 5 };
const NESTED = { ingestion: { rate_limit_bytes: 5 } };

describe('a level too many', () => {
  const repeated = (value: object, version = '2.6.0') => {
    const type = fieldsOf(version)?.overrides ?? '?';
    return mistakesIn(value, type).map(({ path }) => repeatedLevel(path, value, type)?.fix);
  };

  test('above the limits of tenants is named', () => {
    const fix = 'remove one of the two levels overrides';
    expect(repeated({ overrides: { overrides: { '*': FLAT } } })).toEqual([fix]);
    expect(repeated({ overrides: { overrides: { a: NESTED, b: NESTED } } })).toEqual([fix, fix]);
  });

  test('is not told if the fields are unknown without it too', () => {
    expect(repeated({ overrides: { overrides: { a: { colour: 1 } } } })).toEqual([undefined]);
    expect(repeated({ overrides: { a: { colour: 1 } } })).toEqual([undefined]);
  });
});

describe('an unknown field in the overrides of the configuration', () => {
  const place = (name: string, value: unknown, version = '2.10.7') =>
    tenantsPlace(['overrides', name], value, fieldsOf(version) ?? { config: '?', overrides: '?' });

  test.each([
    ['*', NESTED],
    ['team-a', FLAT],
    ['overrides', { '*': NESTED }],
  ])('that is limits of tenants belongs in their file: %s', (name, value) => {
    expect(place(name, value)).toBe(
      'write limits of tenants into the file of per_tenant_override_config, which the charts make of per_tenant_overrides (of overrides before tempo-distributed 1.33.0 and tempo 1.19.0)',
    );
  });

  test.each<[string, unknown]>([
    ['colour', 5],
    ['colours', {}],
    ['colours', { red: 5 }],
  ])('that is something else does not: %s', (name, value) => {
    expect(place(name, value)).toBeUndefined();
  });
});
