import { lazy, Suspense, useState } from 'react';
import { t } from '../../../messages';
import { Panel } from '../../../ui/Panel';
import { Segmented } from '../../../ui/Segmented';
import { shown, valueOf, type Measure, type Slice } from './measures';
import { UsageTable } from './UsageTable';

// The chart library is large and only needed here.
const Bars = lazy(() => import('./Bars').then((module) => ({ default: module.Bars })));

interface UsageChartProps {
  title: string;
  head: string;
  /** In the order of the axis. */
  slices: Slice[];
  /** All rows, when the chart had to leave some together. */
  rows?: Slice[];
  measure: Measure;
  direction: 'upright' | 'lying';
  testId: string;
}

/** One chart with its figures: the picture says its most in words, and the table holds all of it. */
export function UsageChart(props: UsageChartProps) {
  const { title, slices, measure, direction } = props;
  const words = t.account.usage;
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const top = slices.toSorted((a, b) => valueOf(b.group, measure) - valueOf(a.group, measure))[0];
  const inWords =
    top === undefined
      ? title
      : words.chart(
          title,
          words.measures[measure],
          `${top.name}, ${shown(valueOf(top.group, measure), measure)}`,
        );
  return (
    <Panel
      title={title}
      testId={props.testId}
      actions={
        <Segmented
          label={`${title}: ${words.view}`}
          value={view}
          options={[
            { value: 'chart', label: words.asChart },
            { value: 'table', label: words.asTable },
          ]}
          onChange={setView}
          testId={`${props.testId}-view`}
        />
      }
    >
      {view === 'table' ? (
        <UsageTable caption={title} head={props.head} rows={props.rows ?? slices} />
      ) : (
        <figure className="chart" role="img" aria-label={inWords} data-testid={`${props.testId}-chart`}>
          <Suspense
            fallback={
              <p className="muted" data-testid="loading">
                {t.common.loading}
              </p>
            }
          >
            <Bars slices={slices} measure={measure} direction={direction} />
          </Suspense>
        </figure>
      )}
    </Panel>
  );
}
