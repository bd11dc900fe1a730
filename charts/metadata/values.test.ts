import { metadataValues } from './values';

const PATHS = { labels: ['podLabels', 'service.labels'], annotations: ['podAnnotations'] };

test('each path has what it is for, unless nothing is rendered there', () => {
  const metadata = { labels: { team: 'a' }, annotations: { owner: 'b' } };

  expect(
    metadataValues(
      metadata,
      () => [PATHS, undefined],
      (path) => path.startsWith('service'),
    ),
  ).toEqual([{ podLabels: { team: 'a' } }, { podAnnotations: { owner: 'b' } }]);
  expect(metadataValues({ labels: {}, annotations: { owner: 'b' } }, () => [PATHS])).toEqual([{ podAnnotations: { owner: 'b' } }]);
});

test('without labels and annotations, nobody looks for paths', () => {
  const paths = jest.fn(() => [PATHS]);

  expect(metadataValues({ labels: {}, annotations: {} }, paths)).toEqual([]);
  expect(paths).not.toHaveBeenCalled();
});
