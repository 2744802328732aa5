"""Formulas that calculators share: money, dates, schedules, rates. Knows no law and no pages."""
