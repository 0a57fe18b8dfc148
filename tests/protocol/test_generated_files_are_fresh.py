"""What follows from the contract is committed, and is what the contract says now."""

import re
import shutil
from pathlib import Path

import msgspec
import pytest

from signaling.protocol import errors, limits, messages
from signaling.protocol.as_tables import _BOUNDS
from signaling.protocol.as_typescript import reachable, typescript
from signaling.protocol.generate import PAGE, ROOT, MarkerMissing, generated, main, stale, with_tables


def test_the_committed_files_say_what_the_contract_says() -> None:
    assert stale() == []
    assert main(["--check"]) == 0


def test_a_changed_file_is_found_stale(tmp_path: Path) -> None:
    for path in generated():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    (tmp_path / "docs/schema/client.json").write_text("{}\n", "utf-8")
    assert stale(tmp_path) == ["docs/schema/client.json"]


def test_a_page_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(MarkerMissing, match="client-messages"):
        with_tables("# The protocol\n")


def test_every_struct_on_the_wire_has_its_type() -> None:
    types = typescript()
    for struct in reachable(messages.ClientMessage | messages.ServerMessage):
        assert f"export interface {struct.__name__} {{" in types


def test_every_union_narrows_by_a_literal() -> None:
    types = typescript()
    for struct in reachable(messages.ClientMessage | messages.ServerMessage):
        config = struct.__struct_config__
        if config.tag is not None:
            interface = re.search(rf"interface {struct.__name__} {{(.*?)}}", types, flags=re.DOTALL)
            assert interface is not None
            assert f'readonly {config.tag_field}: "{config.tag}";' in interface[1]


def test_unknown_fields_are_refused_everywhere_a_client_may_write() -> None:
    for struct in reachable(messages.ClientMessage):
        assert struct.__struct_config__.forbid_unknown_fields, struct


def test_every_text_and_list_of_a_client_is_bounded() -> None:
    unbounded = []

    def visit(kind: msgspec.inspect.Type, where: str) -> None:
        match kind:
            case msgspec.inspect.StrType(max_length=None, pattern=None):
                unbounded.append(where)
            case msgspec.inspect.CollectionType(item_type=item):
                if kind.max_length is None and not isinstance(kind, msgspec.inspect.TupleType):
                    unbounded.append(where)
                visit(item, where)
            case msgspec.inspect.UnionType(types=kinds):
                for one in kinds:
                    visit(one, where)
            case _:
                pass

    for struct in reachable(messages.ClientMessage):
        described = msgspec.inspect.type_info(struct)
        assert isinstance(described, msgspec.inspect.StructType)
        for field in described.fields:
            visit(field.type, f"{struct.__name__}.{field.name}")
    assert unbounded == []


def test_every_error_has_its_sentence_in_three_languages() -> None:
    assert set(errors.SENTENCES) == set(errors.ErrorCode)
    for code, said in errors.SENTENCES.items():
        for sentence in (said.fi, said.sv, said.en):
            assert sentence.endswith("."), code


def test_every_bound_is_explained_in_the_page() -> None:
    assert set(_BOUNDS) == {name for name, value in vars(limits).items() if isinstance(value, int)}
    page = (ROOT / PAGE).read_text("utf-8")
    for name in _BOUNDS:
        assert f"`{name}`" in page
