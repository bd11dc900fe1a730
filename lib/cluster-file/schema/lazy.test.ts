/** Parts of a schema that are made when they are needed, as zod needs them. */
import * as z from 'zod';
import { lazyDescription, lazyLooseObject, lazyObject } from './lazy';

test('the keys of a map are made with its first value, and once for all copies of it', () => {
  const keys = jest.fn(() => ({ size: z.string() }));
  const map = lazyObject(keys);
  const file = z.strictObject({ name: z.string(), map: map.refine(() => true).optional() });

  expect(file.parse({ name: 'none' })).toEqual({ name: 'none' });
  expect(keys).not.toHaveBeenCalled();
  expect(file.parse({ name: 'one', map: { size: '10Gi' } })).toEqual({ name: 'one', map: { size: '10Gi' } });
  expect(map.describe('A copy').parse({ size: '20Gi' })).toEqual({ size: '20Gi' });
  expect(keys).toHaveBeenCalledTimes(1);
});

test.each([
  ['z.strictObject', lazyObject(() => ({ size: z.string() })), z.strictObject({ size: z.string() })],
  ['z.looseObject', lazyLooseObject(() => ({ size: z.string() })), z.looseObject({ size: z.string() })],
])('accepts and refuses the same as %s', (_, lazy, usual) => {
  for (const value of [{ size: 'a' }, {}, { size: 1 }, { size: 'a', other: 1 }, 'text', undefined]) {
    const [own, theirs] = [lazy, usual].map((schema) => schema.safeParse(value));
    expect(own?.data).toEqual(theirs?.data);
    expect(own?.error?.issues).toEqual(theirs?.error?.issues);
  }
  expect(z.toJSONSchema(lazy)).toEqual(z.toJSONSchema(usual));
});

test('a description is made when it is read', () => {
  const text = jest.fn(() => 'Long to find');
  const schema = z.string().meta(lazyDescription(text)).optional();

  expect(schema.parse('a')).toBe('a');
  expect(text).not.toHaveBeenCalled();
  expect(z.toJSONSchema(schema)).toMatchObject({ description: 'Long to find' });
});
