import type { World } from '../../stack';
import type { RunningTempo } from '../../world/tempo';
import { inLab, tempoConfigMap } from '../fixture';
import { checkReceiverOptions } from './receiver-options';

const said = (grpc: object) => {
  const config = { distributor: { receivers: { otlp: { protocols: { grpc } } } } };
  const receiverOptions = { 'otlp-grpc': { max_recv_msg_size_mib: 50, keepalive: { server_parameters: { time: '30s' } } } };
  const tempo = { config, placed: inLab(tempoConfigMap(config)), key: 'tempo.yaml' } as unknown as RunningTempo;
  return checkReceiverOptions(tempo, { declared: { receiverOptions } } as unknown as World).map(({ problem }) => problem);
};

const RIGHT = { endpoint: '0.0.0.0:4317', max_recv_msg_size_mib: 50, keepalive: { server_parameters: { time: '30s' } } };

test('a receiver with the options of the cluster file, and with others, passes', () => {
  expect(said({ ...RIGHT, include_metadata: true })).toEqual([]);
});

test('an option that is lost or different is an error', () => {
  expect(said({ ...RIGHT, max_recv_msg_size_mib: 5 })).toEqual([
    'distributor.receivers.otlp.protocols.grpc.max_recv_msg_size_mib is not as in tempo.receiverOptions.otlp-grpc',
  ]);
  expect(said({ ...RIGHT, keepalive: {} })).toEqual([
    'distributor.receivers.otlp.protocols.grpc.keepalive.server_parameters.time is not as in tempo.receiverOptions.otlp-grpc',
  ]);
});
