#include "number/typed_number.hpp"

#include <algorithm>

#include "number/glyph_reader.hpp"
#include "number/trunk_zero.hpp"

namespace rcs::detail {
namespace {

/// A run of letters, short enough to be compared; longer ones are cut and match nothing.
class word {
 public:
  /// Takes the letters at the front of `in`.
  explicit word(glyph_reader& in) noexcept {
    while (is_letter(in.peek())) {
      char const letter = in.next();
      if (size_ < letters_.size()) letters_[size_++] = letter;
    }
  }

  [[nodiscard]] std::string_view text() const noexcept { return {letters_.data(), size_}; }

 private:
  std::array<char, 10> letters_{};
  std::size_t size_ = 0;
};

constexpr std::array<std::string_view, 4> extension_words{"ext", "extension", "extn", "xtn"};

void skip_spaces(glyph_reader& in) noexcept {
  while (in.peek() == ' ' || in.peek() == glyph_reader::line_break) in.next();
}

/// Whether a digit comes, perhaps behind a space or the like.
bool digit_follows(glyph_reader in) noexcept {
  while (std::string_view{" .:=-"}.find(in.peek()) != std::string_view::npos) in.next();
  return is_digit(in.peek());
}

}  // namespace

/// The one walk over the text that fills a `typed_number`.
class typed_number::scan {
 public:
  scan(typed_number& into, std::string_view text) noexcept : to_{into}, in_{text} {}

  void run() noexcept {
    open();
    while (in_.peek() != glyph_reader::end) {
      if (in_parameters_) {
        if (in_.next() == ';') parameter();
      } else if (is_letter(in_.peek())) {
        letters();
      } else {
        character(in_.next());
      }
    }
  }

 private:
  /// What may stand in front of the number: a spreadsheet's apostrophe, and the scheme of a `tel:` URI.
  void open() noexcept {
    skip_spaces(in_);
    if (in_.peek() == '\'') in_.next();
    skip_spaces(in_);
    glyph_reader ahead = in_;
    if (word{ahead}.text() != "tel" || ahead.next() != ':') return;
    uri_ = true;
    in_ = ahead;
  }

  void letters() noexcept {
    word const w{in_};
    bool const known = std::find(extension_words.begin(), extension_words.end(), w.text()) != extension_words.end();
    bool const short_form = w.text() == "x" && behind_number();
    ((known || short_form) && digit_follows(in_) ? to_.extension : to_.letters) = true;
  }

  void character(char glyph) noexcept {
    if (is_digit(glyph)) return digit(glyph);
    gap_ = true;
    switch (glyph) {
      case ' ':
        return;
      case '-':
      case '.':
      case ')':
        opened_ = false;
        return;
      case '(':
        opened_ = true;
        return;
      case '/':
        slash_ = true;
        return;
      case glyph_reader::line_break:
        broken_ = to_.count_ > 0;
        return;
      case '+':
        return plus();
      case ';':
        return parameter();
      case '#':
        (behind_number() && digit_follows(in_) ? to_.extension : to_.foreign) = true;
        return;
      default:
        to_.foreign = true;
    }
  }

  void plus() noexcept {
    // A plus behind digits begins another number: what follows is not counted as this one's.
    done_ = to_.count_ > 0;
    (done_ || to_.plus ? to_.foreign : to_.plus) = true;
  }

  void digit(char glyph) noexcept {
    to_.foreign = to_.foreign || broken_;
    if (done_ || (glyph == '0' && is_trunk_zero())) return;
    if (to_.count_ < kept_digits) {
      to_.gaps_ |= (gap_ ? 1U : 0U) << to_.count_;
      to_.slashes_ |= (slash_ ? 1U : 0U) << to_.count_;
      to_.digits_[to_.count_++] = glyph;
    }
    gap_ = slash_ = opened_ = trunk_zero_dropped_ = false;
  }

  /// A 0 that opens a parenthesis inside a number is a trunk prefix, `+44 (0)20` or `+44 (020)`. It is dropped where
  /// the country's plan leaves no doubt, and refused anywhere else, because keeping it and dropping it both may make
  /// another subscriber's number.
  bool is_trunk_zero() noexcept {
    auto const [international, digits] = dialled::from(to_.digits(), to_.plus, to_.north_american_);
    if (trunk_zero_dropped_) {
      to_.trunk_zero = true;
    } else if (opened_ && !digits.empty()) {
      trunk_zero_dropped_ = international && has_trunk_zero(digits);
      to_.trunk_zero = to_.trunk_zero || !trunk_zero_dropped_;
    } else {
      return false;
    }
    opened_ = false;
    return true;
  }

  /// A parameter of a `tel:` URI (RFC 3966) names an extension or does not change the number, but without a `+` the
  /// number is local to a context that the parameter gives.
  void parameter() noexcept {
    glyph_reader ahead = in_;
    word const name{ahead};
    if (name.text() == "ext" && ahead.peek() == '=') {
      to_.extension = true;
    } else if (uri_ && !name.text().empty()) {
      to_.local = !to_.plus;
    } else {
      to_.foreign = true;
    }
    in_parameters_ = uri_;
  }

  [[nodiscard]] bool behind_number() const noexcept { return to_.count_ >= number::min_digits; }

  typed_number& to_;
  glyph_reader in_;
  bool uri_ = false;
  bool in_parameters_ = false;
  bool gap_ = false;                 // since the last digit: anything but what is ignored
  bool slash_ = false;               // since the last digit: a slash
  bool broken_ = false;              // behind a digit: a tab or line break
  bool opened_ = false;              // the last thing but spaces is an opening parenthesis
  bool trunk_zero_dropped_ = false;  // the last digit was a trunk prefix
  bool done_ = false;                // another number has begun
};

typed_number::typed_number(std::string_view text, bool north_american) noexcept : north_american_{north_american} {
  scan{*this, text}.run();
}

bool typed_number::two_numbers() const noexcept {
  std::size_t const begin = count_ - dialled::from(digits(), plus, north_american_).digits.size();
  auto const whole_numbers = [&](std::uint32_t ends) {
    std::size_t whole = 0;
    std::size_t length = 0;
    for (std::size_t i = begin; i < count_; ++i) {
      if ((ends >> i & 1U) != 0) length = 0;
      if (++length == number::min_digits) ++whole;
    }
    return whole;
  };
  return whole_numbers(gaps_) > 1 || whole_numbers(slashes_) > 1;
}

}  // namespace rcs::detail
