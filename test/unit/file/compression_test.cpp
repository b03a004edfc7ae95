#include "file/compression.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

using rcs::compression;
using rcs::compression_of;
using rcs::recognise_compression;
using std::string_view_literals::operator""sv;

BOOST_AUTO_TEST_SUITE(compression_)

BOOST_AUTO_TEST_CASE(compressed_files_are_known_by_their_first_bytes) {
  BOOST_TEST((recognise_compression("\x1F\x8B\x08 and more") == compression::gzip));
  BOOST_TEST((recognise_compression("\x28\xB5\x2F\xFD and more") == compression::zstd));
  for (char const first : "\x50\x51\x52\x53\x54\x55\x56\x57\x58\x59\x5A\x5B\x5C\x5D\x5E\x5F"sv) {
    BOOST_TEST((recognise_compression(first + std::string{"\x2A\x4D\x18"}) == compression::zstd));
  }
}

BOOST_AUTO_TEST_CASE(more_is_asked_for_only_as_long_as_it_can_tell) {
  for (auto const head : {""sv, "\x1F"sv, "\x28"sv, "\x28\xB5"sv, "\x28\xB5\x2F"sv, "P"sv, "P*"sv, "P*M"sv, "PK"sv,
                          "PK\x03"sv, "BZh"sv, "BZh91AY&S"sv, "\xFD"sv, "\xD0\xCF\x11"sv}) {
    BOOST_TEST(!recognise_compression(head), head);
  }
  for (auto const head : {"+"sv, "(2"sv, "Ph"sv, "P*Mx"sv, "\x1F\x1F"sv, "\x28\xB5\x2F\x2F"sv, "\x8B"sv}) {
    BOOST_TEST((recognise_compression(head) == compression::none), head);
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_text_is_known) {
  using rcs::foreign_file;
  using rcs::recognise_foreign;
  BOOST_TEST((recognise_foreign("PK\x03\x04\x14\0\x06\0"sv) == foreign_file::workbook));
  BOOST_TEST((recognise_foreign("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv) == foreign_file::workbook));
  BOOST_TEST((recognise_foreign("\xFD\x37zXZ\0\0\4"sv) == foreign_file::packed));
  BOOST_TEST((recognise_foreign("BZh91AY&SY"sv) == foreign_file::packed));
  for (auto const text : {""sv, "PK,phone"sv, "BZh,"sv, "BZh91\n+1201"sv, "+12015550101"sv}) {
    BOOST_TEST((recognise_foreign(text) == foreign_file::none), text);
  }
}

BOOST_AUTO_TEST_CASE(outputs_are_compressed_by_their_names) {
  BOOST_TEST((compression_of("out.csv.gz") == compression::gzip));
  BOOST_TEST((compression_of("out.zst") == compression::zstd));
  BOOST_TEST((compression_of("out.csv") == compression::none));
  BOOST_TEST((compression_of("gz") == compression::none));
}

BOOST_AUTO_TEST_SUITE_END()
