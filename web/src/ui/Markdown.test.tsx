import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Markdown } from './Markdown';

describe('text from models, tickets and people', () => {
  it('never becomes markup', () => {
    const { container } = render(<Markdown text={'<img src=x onerror=alert(1)> [x](javascript:alert(1))'} />);
    expect(container.querySelector('img, a, script')).toBeNull();
    expect(screen.getByText(/<img src=x/)).toBeVisible();
  });

  it('keeps headings, lists and code readable', () => {
    const { container } = render(
      <Markdown text={'## Problem\nOne\n\n- a\n- b\n\n1. c\n\n```\nipconfig\n```'} />,
    );
    expect(container.querySelector('.markdown-heading')).toHaveTextContent('Problem');
    expect(container.querySelectorAll('ul li')).toHaveLength(2);
    expect(container.querySelectorAll('ol li')).toHaveLength(1);
    expect(container.querySelector('pre')).toHaveTextContent('ipconfig');
  });
});
