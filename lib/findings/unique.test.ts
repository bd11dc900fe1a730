import { type Finding, note, warning } from './finding';
import { unique } from './unique';

const place = { file: 'base.yaml', line: 1, column: 1 };
const statement = { rule: 'tempo/chart', problem: 'is old' };
const one = note(place, statement);
const others: Finding[] = [
  note({ ...place, line: 2 }, statement),
  note({ ...place, file: 'other.yaml' }, statement),
  note(place, { ...statement, rule: 'tempo/other' }),
  note(place, { ...statement, problem: 'is new' }),
  note(place, statement, { clusters: 'in a' }),
  warning(place, statement),
];

test('equal findings are there once, where the first of them is', () => {
  expect(unique([one, ...others, { ...one }, ...others])).toEqual([one, ...others]);
});

test('findings without equal ones stay as they are', () => {
  expect(unique([one, ...others])).toEqual([one, ...others]);
  expect(unique([])).toEqual([]);
});
