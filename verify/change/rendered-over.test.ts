import { oneEach, renderedOver } from './rendered-over';

const BY_VALUES = [
  { id: 'a', size: 1, own: ['tempo', 'a'] },
  { id: 'b', size: 1, own: ['tempo', 'b'] },
];
const RENDERED = [
  { id: 'a', size: 3 },
  { id: 'd', size: 4 },
  { id: 'd', size: 5 },
];

test('rendered things have the place in values, and others are as the values say', () => {
  expect(renderedOver(BY_VALUES, RENDERED)).toEqual([
    { id: 'a', size: 3, own: ['tempo', 'a'] },
    { id: 'd', size: 4, own: undefined },
    { id: 'd', size: 5, own: undefined },
    { id: 'b', size: 1, own: ['tempo', 'b'] },
  ]);
});

test('of several with the same id, the last one stays', () => {
  expect(oneEach(renderedOver(BY_VALUES, RENDERED)).map(({ id, size }) => [id, size])).toEqual([
    ['a', 3],
    ['d', 5],
    ['b', 1],
  ]);
});
