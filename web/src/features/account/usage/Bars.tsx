import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { locale, t } from '../../../messages';
import { onAxis, shown, valueOf, type Measure, type Slice } from './measures';

interface BarsProps {
  slices: Slice[];
  measure: Measure;
  direction: 'upright' | 'lying';
}

const ROW_HEIGHT = 30;
const AXIS_HEIGHT = 34;
const UPRIGHT_HEIGHT = 220;

/** Bars in the colours of the theme; the words around them are the frame's business. */
export function Bars({ slices, measure, direction }: BarsProps) {
  const lying = direction === 'lying';
  const data = slices.map((slice) => ({ name: slice.name, value: valueOf(slice.group, measure) }));
  const height = lying ? AXIS_HEIGHT + ROW_HEIGHT * data.length : UPRIGHT_HEIGHT;
  const figures = {
    type: 'number' as const,
    tickFormatter: (value: number) => onAxis(value, measure, locale),
    allowDecimals: measure === 'cost',
    tickLine: false,
    axisLine: false,
  };
  const names = {
    type: 'category' as const,
    dataKey: 'name',
    tickLine: false,
    interval: lying ? 0 : undefined,
  };
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart
        data={data}
        layout={lying ? 'vertical' : 'horizontal'}
        margin={{ top: 6, right: 14, bottom: 0, left: 0 }}
        barCategoryGap={lying ? 6 : '18%'}
      >
        <CartesianGrid className="chart-grid" horizontal={!lying} vertical={lying} />
        {lying ? <XAxis {...figures} /> : <XAxis {...names} minTickGap={18} />}
        {lying ? <YAxis {...names} width={150} /> : <YAxis {...figures} width={56} />}
        <Tooltip
          cursor={{ className: 'chart-cursor' }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const point = payload[0]?.payload as { name: string; value: number } | undefined;
            if (!active || point === undefined) return null;
            return (
              <div className="chart-tip">
                <b>{point.name}</b>
                <span>
                  {t.account.usage.measures[measure]}
                  {': '}
                  {shown(point.value, measure)}
                </span>
              </div>
            );
          }}
        />
        <Bar dataKey="value" className="chart-bar" isAnimationActive={false} maxBarSize={34} radius={3} />
      </BarChart>
    </ResponsiveContainer>
  );
}
