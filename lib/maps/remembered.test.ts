import { Remembered } from './remembered';

test('a text is computed once, until there are too many', () => {
  const remembered = new Remembered<string | undefined>(2);
  const computed: string[] = [];
  const of = (text: string) =>
    remembered.of(text, (each) => {
      computed.push(each);
      return each === 'none' ? undefined : each.toUpperCase();
    });

  expect(['a', 'none', 'a', 'none'].map(of)).toEqual(['A', undefined, 'A', undefined]);
  expect(computed).toEqual(['a', 'none']);
  expect(['b', 'b', 'a'].map(of)).toEqual(['B', 'B', 'A']);
  expect(computed).toEqual(['a', 'none', 'b', 'a']);
});
