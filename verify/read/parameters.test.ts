import { WrongParameter, withParameter } from './parameters';

describe('a parameter is set as --set does', () => {
  test.each<[string, string, boolean, object]>([
    ['a.b', 'text', false, { a: { b: 'text', c: [{ d: 1 }] } }],
    ['a.e.f', 'new', false, { a: { b: 1, c: [{ d: 1 }], e: { f: 'new' } } }],
    ['a.c[0].d', '2', false, { a: { b: 1, c: [{ d: 2 }] } }],
    ['a.c[1]', 'x', false, { a: { b: 1, c: [{ d: 1 }, 'x'] } }],
    ['g\\.h/i', 'x', false, { a: { b: 1, c: [{ d: 1 }] }, 'g.h/i': 'x' }],
    ['j', 'true', false, { a: { b: 1, c: [{ d: 1 }] }, j: true }],
    ['j', 'true', true, { a: { b: 1, c: [{ d: 1 }] }, j: 'true' }],
    ['j', '007', false, { a: { b: 1, c: [{ d: 1 }] }, j: '007' }],
    ['a', 'null', false, { a: null }],
    ['a', '{x,1}', false, { a: ['x', 1] }],
    ['a', '{x,1}', true, { a: ['x', '1'] }],
    ['a', '{}', false, { a: [''] }],
    ['a', 'x,y', false, { a: 'x,y' }],
    ['a', 'x\\,y', false, { a: 'x,y' }],
    ['a', 'TRUE', false, { a: true }],
    ['a', '-05', false, { a: -5 }],
    ['a[0][1]', 'x', false, { a: [[null, 'x']] }],
  ])('%s to %s, as text: %s', (name, value, forceString, expected) => {
    expect(withParameter({ a: { b: 1, c: [{ d: 1 }] } }, name, value, forceString)).toEqual(expected);
  });

  test.each(['', '[0]', 'a..b', 'a.', 'a[x]', 'a[1]b', 'a[-1]', 'a[65537]'])(
    'and %p is refused, because Helm refuses or ignores it',
    (name) => {
      expect(() => withParameter({}, name, 'x', false)).toThrow(WrongParameter);
    },
  );
});
