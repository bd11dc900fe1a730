import { answer } from './dns';
import { Names } from './names';

const names = new Names();
names.addAddress('web.front.svc.cluster.local', () => ['10.99.16.2']);
names.addService('_http._tcp.web.front.svc.cluster.local', () => [{ port: 80, target: 'web.front.svc.cluster.local' }]);
names.addAlias('old.front.svc.cluster.local', 'web.front.svc.cluster.local');

const asked = (name: string, type: 'A' | 'AAAA' | 'SRV') => {
  const { flags, answers = [] } = answer({ type: 'query', id: 1, questions: [{ name, type }] }, names);
  return { code: Number(flags) & 15, answers: answers.map((each) => [each.type, 'data' in each ? each.data : undefined]) };
};

test.each([
  ['an address', 'Web.front.svc.cluster.local', 'A', { code: 0, answers: [['A', '10.99.16.2']] }],
  ['a name without such a record', 'web.front.svc.cluster.local', 'AAAA', { code: 0, answers: [] }],
  ['an unknown name', 'web.back.svc.cluster.local', 'A', { code: 3, answers: [] }],
  [
    'a port of a Service',
    '_http._tcp.web.front.svc.cluster.local',
    'SRV',
    { code: 0, answers: [['SRV', { port: 80, target: 'web.front.svc.cluster.local', priority: 0, weight: 10 }]] },
  ],
  [
    'an external name',
    'old.front.svc.cluster.local',
    'A',
    {
      code: 0,
      answers: [
        ['CNAME', 'web.front.svc.cluster.local'],
        ['A', '10.99.16.2'],
      ],
    },
  ],
] as const)('%s', (_what, name, type, expected) => expect(asked(name, type)).toEqual(expected));
