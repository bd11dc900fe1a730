import { note } from './finding';
import { otherLine, placedAt } from './other-lines';

const [own, base] = ['clusters/a.yaml', 'base/prod.yaml'];
const statement = {
  rule: 'tempo/receiver-off',
  problem: `tempo.receivers ${otherLine(4, base)} does not list it`,
  fix: `remove traefik ${otherLine(7, own)}`,
};
const told = (file: string) => {
  const { place, problem, fix } = placedAt(note({ file: own, line: 7 }, statement), { file, line: 1 });
  return [place.file, problem, fix];
};

test('a line of the same file is named without the file, where the message is told', () => {
  expect(told(own)).toEqual([own, 'tempo.receivers (line 4 of base/prod.yaml) does not list it', 'remove traefik (line 7)']);
  expect(told(base)).toEqual([base, 'tempo.receivers (line 4) does not list it', 'remove traefik (line 7 of clusters/a.yaml)']);
});
