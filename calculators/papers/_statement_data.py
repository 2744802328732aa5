"""The statement as data for programs: `repayment-statement/1`, all numbers as texts, no identity.

What each path means stands in `docs/assets/statement-1.schema.json`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from calculators.maths.money import fen
from calculators.page.plain import as_json
from calculators.page.typed import percent
from calculators.papers._statement_form import Form

if TYPE_CHECKING:
    from calculators.papers.statement import Line, Result, Row

SCHEMA = "repayment-statement/1"
DECLARATION = "true-and-checkable"
"""以上据实填写，材料可核对."""


def of(form: Form, result: Result) -> dict[str, Any]:
    """The whole document."""
    own = next((row for row in result.rows if row.own), None)
    return {
        "schema": SCHEMA,
        "created": result.created.isoformat(),
        "valid_until": result.valid_until.isoformat(),
        "version": str(form.version),
        "language": "zh",
        "addressee": {
            "lender_kind": own.lender_kind if own else None,
            "contract_last4": form.contract_last4 or None,
        },
        "situation": {
            "cause": _said(form.cause),
            "cause_detail": form.cause_detail,
            "since": _day(form.cause_since),
            "expected_until": _day(form.expected_until),
            "employment": _said(form.employment),
        },
        "household": {
            "adults": str(form.adults),
            "children": str(form.children),
            "dependants": str(form.dependants),
            "housing": _said(form.housing),
            "region": form.region,
        },
        "income": [_line(line) for line in result.income_rows],
        "spending": [
            _line(line) | {"category": line.category, "reason": line.reason}
            for line in result.spending_rows
        ],
        "totals": {
            "monthly_income": _money(result.monthly_income),
            "essential": _money(result.essential),
            "priority": _money(result.priority),
            "other": _money(result.other),
            "surplus": _money(result.surplus),
            "reserve_rate": f"{percent(result.reserve_rate)}%",
            "reserve": _money(result.reserve),
            "can_pay": _money(result.can_pay),
        },
        "debts": [_debt(row) for row in result.rows],
        "rule": {"name": form.rule, "note": form.rule_note},
        "assets": [
            {
                "kind": asset.kind,
                "exists": asset.exists == "yes",
                "needed_for": asset.needed_for,
                "value_band": _said(asset.value_band),
            }
            for asset in form.assets
        ],
        "offer": _offer(form, result),
        "attachments": [
            {
                "no": str(number),
                "title": paper.title,
                "issuer": paper.issuer,
                "date": _day(paper.issued),
                "pages": None if paper.pages is None else str(paper.pages),
                "proves": paper.proves,
                "redacted": paper.redacted,
                "sha256": paper.sha256 or None,
            }
            for number, paper in enumerate(form.attachments, 1)
        ],
        "declaration": {"id": DECLARATION, "ticked": form.declaration == "yes"},
    }


def digest(data: Mapping[str, Any]) -> str:
    """The first eight digits of the SHA-256 of the data file, as it is downloaded."""
    return hashlib.sha256((as_json(data) + "\n").encode()).hexdigest()[:8]


def _line(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "kind": line.kind,
        "amount": _money(line.amount),
        "every": line.every,
        "monthly": _money(line.monthly),
        "evidence": [str(number) for number in line.evidence],
    }


def _debt(row: Row) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "lender_kind": row.lender_kind,
        "balance": _money(row.balance),
        "principal": _money(row.principal),
        "interest": _money(row.interest),
        "charges": _money(row.charges),
        "days_overdue": str(row.days_overdue),
        "monthly_payment": _money(row.monthly_payment),
        "secured": row.secured,
        "status": row.status,
        "share": _money(row.share),
        "share_percent": None if row.share_percent is None else _percent(row.share_percent),
    }


def _offer(form: Form, result: Result) -> dict[str, Any] | None:
    if form.offer_kind == "none":
        return None
    return {
        "kind": form.offer_kind,
        "payment": _money(form.payment),
        "pay_day": None if form.pay_day is None else str(form.pay_day),
        "months": None if form.months is None else str(form.months),
        "first_payment_date": _day(form.first_payment_date),
        "down_payment": _money(form.down_payment),
        "last_payment": _money(form.last_payment),
        "waive": list(result.waive),
        "step_up": [
            {"from_month": str(step.from_month), "payment": _money(step.payment)}
            for step in form.step_up
        ],
        "review_date": _day(form.review_date),
        "total": _money(result.total_payment),
    }


def _said(choice: str) -> str | None:
    return None if choice == "unstated" else choice


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{fen(amount):f}"


def _percent(fraction: Decimal) -> str:
    return f"{fen(fraction * 100):f}%"
