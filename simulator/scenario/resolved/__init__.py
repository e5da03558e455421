"""What layers amount to: every strategy in every future, validated; where its values came from."""
