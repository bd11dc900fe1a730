import { readFileSync } from 'node:fs';
import { kindSchemas } from '../schema';
import { VALIDATORS } from './kinds';

test('docs/api-server.md names every kind that is judged, and no other', () => {
  const table = readFileSync('docs/api-server.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const named = new Set(table.slice(3).flatMap((line) => (line.split('|')[1] ?? '').trim().split(', ')));
  const judged = new Set(Object.keys(VALIDATORS).map((id) => id.slice(id.lastIndexOf('/') + 1)));

  expect([...named].sort()).toEqual([...judged].sort());
});

test('every kind that is judged has a schema', () => {
  const known = kindSchemas().kinds;

  expect(Object.keys(VALIDATORS).filter((id) => !known.has(id))).toEqual([]);
});
