/** Entry points of a handwritten Traefik, besides web on port 8000. */
import { sentence } from '../../../../lib/findings/sentence';
import { smallTraefik } from '../../../../test/small-traefik';
import { worldOf } from '../../../../test/world';
import { traefiksIn } from '../../../uses/traefik';
import { checkEntryPointPorts } from './entry-points';

const said = (...flags: string[]) => checkEntryPointPorts(traefiksIn(worldOf(smallTraefik(...flags)).lookup)).map(sentence);

test.each([
  ['another port', '--entrypoints.foo.address=:8001'],
  ['the other protocol', '--entryPoints.foo.address=:8000/udp'],
  ['the last of two flags', '--entrypoints.foo.address=:8000', '--entrypoints.foo.address=:8001'],
  ['any port', '--entrypoints.foo.address=:0', '--entrypoints.bar.address=:0'],
  ['another address', '--entrypoints.foo.address=127.0.0.1:9000', '--entrypoints.bar.address=127.0.0.2:9000'],
])('%s is free', (_what, ...flags) => {
  expect(said(...flags)).toEqual([]);
});

test('two that share their port start', () => {
  expect(said('--entrypoints.foo.address=:8000', '--entrypoints.foo.reusePort=true', '--entrypoints.web.reuseport=true')).toEqual([]);
});

test.each(['--entrypoints.Foo.address=:8000', '--entryPoints.foo.address=127.0.0.1:8000/tcp'])('%s ends at start', (flag) => {
  expect(said(flag)).toEqual([
    'Deployment traefik (container traefik): the entry points web and foo both listen on TCP port 8000, so Traefik does not start; use another port for foo, such as in ports.foo.port of the chart',
  ]);
});
