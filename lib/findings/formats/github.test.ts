import path from 'node:path';
import { error } from '../finding';
import { FINDINGS } from './fixture';
import { github } from './github';

test('each finding is one workflow command, errors first', () => {
  expect(github(FINDINGS).split('\n')).toEqual([
    '::error file=clusters/my home%2C 1.yaml,line=4,col=3,title=addresses/no-such-port::tempo.chart: has no port 1; use 2',
    '::error file=dist/home/tempo.k8s.yaml,title=addresses/no-such-port::Service a (also Service b): has no port 1; use a.port and b.port',
    `::warning file=dist/home/tempo.k8s.yaml,title=addresses/odd::home-tracing-tempo: Deployment querier: 100%25: a,b\\u000d\\u000a<a href="x">&'\\u0000\\u001b[2J\\ud800]]>`,
    '::notice file=dist/home/tempo.k8s.yaml,title=addresses/odd::is odd',
    '::notice file=dist/home/grafana.k8s.yaml,title=addresses/no-such-port::has no port 7 (accepted: fixed in May)',
  ]);
});

test('nothing found, nothing written', () => {
  expect(github([])).toBe('');
});

test('a file is named from the top of the repository', () => {
  const file = path.resolve('dist/home/tempo.k8s.yaml');

  expect(github([error({ file }, { rule: 'a/b', problem: 'is wrong' })])).toBe('::error file=dist/home/tempo.k8s.yaml,title=a/b::is wrong');
});

test('a colon in a property is escaped', () => {
  expect(github([error({ file: 'c:a%.yaml' }, { rule: 'a/b', problem: 'p' })])).toBe('::error file=c%3Aa%25.yaml,title=a/b::p');
});
