/** Jaeger's Thrift by HTTP: the body is a batch in the binary protocol. */
import TBinaryProtocol from 'thrift/lib/nodejs/lib/thrift/binary_protocol';
import { RECEIVERS } from '../../../charts/tempo/receivers';
import { post } from '../http';
import type { Sender } from '../span';
import { writeBatch, written } from './batch';

export const sendByJaegerHttp: Sender = async (to, span) => {
  const body = written(TBinaryProtocol, (protocol) => writeBatch(protocol, span));
  await post(to, RECEIVERS['jaeger-thrift-http'].path, 'application/vnd.apache.thrift.binary', body);
};
