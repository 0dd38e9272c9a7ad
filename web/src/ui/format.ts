import { locale, t } from '../messages';

export function dateTime(iso: string | null | undefined): string {
  if (iso === null || iso === undefined) return t.common.none;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

/** A value of the server without words of its own in the catalogue: better its name than nothing. */
export function plain(value: string): string {
  return value.replaceAll('_', ' ');
}

export function timeOfDay(iso: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(new Date(iso));
}

export function whole(value: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
}

/** Micros are millionths of a US dollar. */
export function money(micros: number | null | undefined, currency = 'USD'): string {
  if (micros === null || micros === undefined) return t.common.none;
  const amount = micros / 1_000_000;
  // A single call costs fractions of a cent; sums of them do not need that.
  const digits = amount !== 0 && Math.abs(amount) < 1 ? 4 : 2;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(amount);
}

export function waiting(seconds: number): string {
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  if (minutes < 1) return t.common.lessThanAMinute;
  if (minutes < 60) return t.common.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t.common.hours(hours, minutes % 60) : t.common.days(Math.floor(hours / 24));
}

export function dateOnly(iso: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(iso));
}

/** A share of 0 to 1. */
export function percent(share: number): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}
