import { locale, t } from '../../messages';

/** A share between 0 and 1 in whole percent. */
export function percent(share: number | null): string {
  if (share === null) return t.common.none;
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

export function decimal(value: number | null): string {
  if (value === null) return t.common.none;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
}

/** Seconds as people say them: 40 s, 3 min, 1 h 5 min. */
export function duration(seconds: number | null): string {
  if (seconds === null) return t.common.none;
  if (seconds < 90) return t.library.seconds(Math.round(seconds));
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? t.common.minutes(minutes) : t.common.hours(Math.floor(minutes / 60), minutes % 60);
}

export function day(iso: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(iso));
}
